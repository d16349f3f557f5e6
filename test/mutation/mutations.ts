/** One line of each stage, and what it would be if somebody broke it. A stage whose tests pass all the same is not tested. */
export interface Mutation {
  /** A folder of `src/`, in which `file` lies. */
  readonly stage: string;
  readonly file: string;
  /** There once in the file. */
  readonly text: string;
  readonly broken: string;
}

export const mutations: readonly Mutation[] = [
  {
    stage: 'spec',
    file: 'sources/http-file.ts',
    text: '.split(/^###/m)',
    broken: '.split(/^####/m)',
  },
  {
    stage: 'launch',
    file: 'ports.ts',
    text: 'webs.find(({ listening }) => !helperPorts.has(listening.port)) ?? webs[0]',
    broken: 'webs[0]',
  },
  {
    stage: 'load',
    file: 'run-open.ts',
    text: 'latencyUs: (answer.endedAtMs - dueMs) * 1000',
    broken: 'latencyUs: answer.latencyUs',
  },
  {
    stage: 'capture',
    file: 'climb.ts',
    text: 'const closeEnough = 1.08;',
    broken: 'const closeEnough = 1.8;',
  },
  {
    stage: 'agent',
    file: 'collect-garbage.ts',
    text: 'tries < mostTries',
    broken: 'tries < 1',
  },
  {
    stage: 'symbolicate',
    file: 'place.ts',
    text: "if (url.startsWith('node:') || url.startsWith('internal/'))",
    broken: "if (url.startsWith('internal/'))",
  },
  {
    stage: 'attribute',
    file: 'attribute.ts',
    text: 'ledger.sampled.value / working,',
    broken: '(1.1 * ledger.sampled.value) / working,',
  },
  {
    stage: 'price',
    file: 'money.ts',
    text: '(1e6 / (utilization * requestsPerSecond * 3600)) * usdPerHour',
    broken: '(1e6 / (requestsPerSecond * 3600)) * usdPerHour',
  },
  {
    stage: 'advise',
    file: 'budgets.ts',
    text: "interval !== undefined && interval.low <= limit ? 'unclear' : 'over'",
    broken: "'over'",
  },
  {
    stage: 'store',
    file: 'store-folder.ts',
    text: "await handle.writeFile('*\\n');",
    broken: "await handle.writeFile('');",
  },
  {
    stage: 'annotate',
    file: 'annotate.ts',
    text: "verdict === 'over' ? [",
    broken: "verdict !== 'over' ? [",
  },
  {
    stage: 'report',
    file: 'to-report.ts',
    text: '...(advice.checkedBudgets.length === 0 ? {} : { budgets: advice.checkedBudgets }),',
    broken: '',
  },
  {
    stage: 'compare',
    file: 'compare.ts',
    text: "(['worse', 'better', 'same'] as const)",
    broken: "(['better', 'worse', 'same'] as const)",
  },
  {
    stage: 'refresh',
    file: 'azure.ts',
    text: "!`${skuName} ${meterName}`.includes('Low Priority')",
    broken: 'true',
  },
  {
    stage: 'export',
    file: 'to-k6.ts',
    text: "executor: 'constant-arrival-rate',",
    broken: "executor: 'constant-vus',",
  },
  {
    stage: 'webview',
    file: 'flame/layout.ts',
    text: 'edge += part;',
    broken: '',
  },
  {
    stage: 'extension',
    file: 'in-slices.ts',
    text: 'const sliceMs = 6;',
    broken: 'const sliceMs = 600;',
  },
  {
    stage: 'cli',
    file: 'plan-flags.ts',
    text: "return text.includes('=') ? text : `${name}=${text}`;",
    broken: 'return text;',
  },
];
