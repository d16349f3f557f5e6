/** `leanscope run`. */
import { resolve } from 'node:path';
import process from 'node:process';
import { FailureError } from '../model/failure.ts';
import type { ProgressEvent } from '../model/progress.ts';
import { renderProblems } from '../report/render-problems.ts';
import { renderText } from '../report/render-text.ts';
import { run, type RunOptions } from '../run.ts';
import { brokenBudgets } from '../report/budget-words.ts';
import { resolveSpec, type Wishes } from '../spec/spec.ts';
import { readPriceLists } from '../store/price-lists.ts';
import { badCall, oneOf, parseOptions, portNumber, positiveNumber, processId, targetUrl } from './arguments.ts';
import { findingFlags } from './finding-flags.ts';
import { tellEventsToParent, tellParent } from './events.ts';
import { interruption } from './interruption.ts';
import { refuseUnwritable, writeOutputs, type Outputs } from './outputs.ts';
import { limitFlags } from './limit-flags.ts';
import { knownSpeed } from './known-speed.ts';
import { programs, toolVersion } from './program-files.ts';
import { terminalProgress } from './progress.ts';

const options = {
  cwd: { type: 'string', default: '.' },
  launch: { type: 'string' },
  pid: { type: 'string' },
  port: { type: 'string' },
  url: { type: 'string' },
  'allow-host': { type: 'string' },
  'load-evidence': { type: 'string' },
  scenario: { type: 'string' },
  'budget-seconds': { type: 'string' },
  complete: { type: 'boolean' },
  engine: { type: 'string' },
  script: { type: 'boolean' },
  seconds: { type: 'string' },
  per: { type: 'string' },
  knobs: { type: 'boolean' },
  findings: { type: 'string' },
  sizes: { type: 'boolean' },
  limits: { type: 'string' },
  json: { type: 'string' },
  html: { type: 'string' },
  md: { type: 'string' },
  'no-source': { type: 'boolean' },
  problems: { type: 'boolean' },
  'no-store': { type: 'boolean' },
  quiet: { type: 'boolean' },
  events: { type: 'boolean' },
} as const;

export async function runCommand(args: readonly string[]): Promise<number> {
  const separator = args.indexOf('--');
  const own = separator < 0 ? args : args.slice(0, separator);
  const { values, positionals } = parseOptions({ args: [...own], options, allowPositionals: true });
  if (positionals.length > 0)
    throw badCall(
      `"${positionals.join(' ')}" is not an option.`,
      `Put the command after "--": leanscope run -- ${positionals.join(' ')}`,
    );
  if (
    values.pid !== undefined &&
    (separator >= 0 || values.launch !== undefined || values.script === true || values.knobs === true)
  )
    throw badCall(
      '--pid names an application that is running already.',
      'Leave out --script, --knobs, --launch and the command, or leave out --pid to have it started.',
    );
  if (values.launch !== undefined && separator >= 0)
    throw badCall('--launch names the command to run, and so does what stands after "--".', 'Leave out one of them.');
  refuseContradictions(values);
  if (values.events === true) tellEventsToParent();
  const signal = interruption();
  const outputs: Outputs = Object.fromEntries(
    (['json', 'html', 'md'] as const).flatMap((format) =>
      values[format] === undefined ? [] : [[format, values[format]]],
    ),
  );
  await refuseUnwritable(outputs);
  const spec = await resolveSpec({ ...wishes(values), command: separator < 0 ? [] : args.slice(separator + 1) });
  const { speed, budgetSeconds } = await knownSpeed(spec, signal);
  const priceLists = await readPriceLists();
  const { report, excerpts, stored, partial } = await runWithProgress(
    { ...spec, budgetSeconds },
    {
      speed,
      ...(priceLists.length === 0 ? {} : { priceLists }),
      quiet: values.quiet === true || values.events === true,
      store: values['no-store'] !== true,
      signal,
    },
  );
  await writeOutputs(report, outputs, values['no-source'] === true ? {} : { excerpts });
  if (values.quiet !== true && values.events !== true && !Object.values(outputs).includes('-')) {
    process.stdout.write(
      renderText(report, {
        colour: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
        width: process.stdout.columns || 120,
      }),
    );
    if (stored !== undefined)
      process.stderr.write(
        `\nStored as ${stored.id}. The page: leanscope report last --format html --out report.html\n`,
      );
  }
  if (values.problems === true) process.stdout.write(renderProblems(report));
  // What was measured has been shown and kept; the exit code and the last word are the failure's.
  if (partial !== undefined) throw new FailureError(partial);
  const broken = brokenBudgets(report.budgets);
  if (broken !== undefined && values.events !== true) process.stderr.write(`\n${broken}\n`);
  tellParent({
    kind: 'done',
    reportFile: stored?.reportFile ?? '',
    ...(stored === undefined ? {} : { runId: stored.id }),
  });
  // The editor reads broken budgets in the Report; an exit code is for scripts.
  return broken === undefined || values.events === true ? 0 : 1;
}

type Values = Readonly<Partial<Record<keyof typeof options, string | boolean>>>;

function wishes(values: Values): Omit<Wishes, 'command'> {
  const text = (name: keyof typeof options): string | undefined => values[name] as string | undefined;
  const found = {
    launch: text('launch'),
    pid: processId(text('pid')),
    port: portNumber(text('port')),
    url: targetUrl(text('url'), text('allow-host')),
    allowHost: text('allow-host'),
    loadEvidence: text('load-evidence'),
    scenario: text('scenario'),
    budgetSeconds: positiveNumber('budget-seconds', text('budget-seconds')),
    limits: limitFlags(text('limits')),
    findings: findingFlags(text('findings')),
    seconds: positiveNumber('seconds', text('seconds')),
    per: text('per'),
    engine: oneOf('engine', text('engine'), ['auto', 'v8-profiler-next', 'inspector'] as const),
  };
  const script = values.script === true ? { script: true } : {};
  const knobs = values.knobs === true ? { knobs: true } : {};
  const complete = values.complete === true ? { complete: true } : {};
  const sizes = values.sizes === true ? { sizes: true } : {};
  const given = Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
  return { cwd: resolve(text('cwd') ?? '.'), ...script, ...complete, ...knobs, ...sizes, ...given };
}

/** What is for servers and scripts says nothing to a process that is left to its own work. */
const notWithSeconds = ['script', 'knobs', 'sizes', 'scenario', 'port', 'url', 'allow-host', 'budget-seconds'] as const;

function refuseContradictions(values: Values): void {
  if (values.seconds === undefined) {
    if (values.per === undefined) return;
    throw badCall('--per says what a process counts.', 'It needs --seconds, for how long the process is measured.');
  }
  const other = notWithSeconds.find((name) => values[name] !== undefined);
  if (other === undefined) return;
  throw badCall(
    `--seconds measures a process at its own work, so that --${other} says nothing.`,
    `Leave out --${other}; or leave out --seconds, for a server that is loaded.`,
  );
}

async function runWithProgress(
  spec: Parameters<typeof run>[0],
  { quiet, ...options }: { readonly quiet: boolean } & Pick<RunOptions, 'store' | 'speed' | 'priceLists' | 'signal'>,
): ReturnType<typeof run> {
  const terminal = quiet ? undefined : terminalProgress();
  const onProgress = (event: ProgressEvent): void => {
    tellParent(event);
    terminal?.onProgress(event);
  };
  try {
    return await run(spec, {
      tool: { name: 'leanscope', version: toolVersion() },
      programs,
      onProgress,
      ...options,
    });
  } finally {
    terminal?.end();
  }
}
