/** What a run is called with besides its folder, and how a script, a file or a test of the project becomes that. Commands are argv arrays. */

export interface RunChoice {
  /** In the user's words or the project's: "npm run dev". Absent for what the project says. */
  readonly label?: string;
  /** Of `leanscope run`. */
  readonly options: readonly string[];
  /** What stands after `--`. */
  readonly command?: readonly string[];
}

export type Subject = 'server' | 'script';

export interface PersonalWishes {
  readonly budgetSeconds?: number;
  readonly engine?: string;
}

export const projectChoice: RunChoice = { options: [] };

export function runArguments({ options, command }: RunChoice, { budgetSeconds, engine }: PersonalWishes): string[] {
  return [
    ...(budgetSeconds === undefined ? [] : ['--budget-seconds', String(budgetSeconds)]),
    ...(engine === undefined ? [] : ['--engine', engine]),
    ...options,
    ...(command === undefined ? [] : ['--', ...command]),
  ];
}

export function launchChoice(name: string): RunChoice {
  return { label: name, options: ['--launch', name] };
}

export function npmScriptChoice(script: string, manager: string, subject: Subject): RunChoice {
  return commandChoice([manager, 'run', script], subject);
}

/** Undefined where a script's name does not tell whether it serves or ends. */
export function subjectOfScript(name: string): Subject | undefined {
  if (/^(start|dev|serve|server|preview)\b/.test(name)) return 'server';
  return /^(test|build|lint|check|compile|bench)\b/.test(name) ? 'script' : undefined;
}

export interface Tools {
  /** What the project depends on, for development too. */
  readonly packages: ReadonlySet<string>;
  /** Programs in its node_modules/.bin. */
  readonly programs: ReadonlySet<string>;
}

export function fileChoice(file: string, tools: Tools, subject: Subject): RunChoice {
  return commandChoice([...loaderOf(file, tools), file], subject);
}

function loaderOf(file: string, tools: Tools): readonly string[] {
  if (!/\.[cm]?tsx?$/.test(file)) return ['node'];
  // Node.js itself strips types from version 22.18 on.
  const runner = ['tsx', 'ts-node'].find((name) => tools.packages.has(name));
  return runner === undefined ? ['node'] : programOf(runner, tools);
}

/** npx takes half a second of CPU that would stand in the report. It finds what is installed further up. */
function programOf(name: string, { programs }: Tools): readonly string[] {
  return programs.has(name) ? [`node_modules/.bin/${name}`] : ['npx', '--no-install', name];
}

export const testFilePattern = /\.(test|spec)\.[cm]?[jt]sx?$/;

const testRunners: Readonly<Record<string, readonly string[]>> = {
  vitest: ['run'],
  jest: ['--runInBand', '--runTestsByPath'],
  mocha: [],
  ava: [],
};

/** One command that runs this file's tests and ends. Without a runner among the packages it is Node.js's own. */
export function testFileChoice(file: string, tools: Tools): RunChoice {
  const runner = Object.keys(testRunners).find((name) => tools.packages.has(name));
  if (runner === undefined) return fileChoice(file, tools, 'script');
  return commandChoice([...programOf(runner, tools), ...(testRunners[runner] ?? []), file], 'script');
}

function commandChoice(command: readonly string[], subject: Subject): RunChoice {
  const shown = command
    .filter((word) => word !== '--no-install')
    .map((word) => word.replace(/^node_modules\/\.bin\//, ''))
    .join(' ');
  return { label: shown, options: subject === 'script' ? ['--script'] : [], command };
}
