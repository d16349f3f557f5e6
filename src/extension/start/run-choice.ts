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

/** `packages`: what the project depends on, for development too. */
export function fileChoice(file: string, packages: ReadonlySet<string>, subject: Subject): RunChoice {
  return commandChoice([...loaderOf(file, packages), file], subject);
}

function loaderOf(file: string, packages: ReadonlySet<string>): readonly string[] {
  if (!/\.[cm]?tsx?$/.test(file)) return ['node'];
  // Node.js itself strips types from version 22.18 on.
  const runner = ['tsx', 'ts-node'].find((name) => packages.has(name));
  return runner === undefined ? ['node'] : ['npx', '--no-install', runner];
}

export const testFilePattern = /\.(test|spec)\.[cm]?[jt]sx?$/;

/** One process that runs this file's tests and ends. Without a runner among the packages it is Node.js's own. */
export function testFileChoice(file: string, packages: ReadonlySet<string>): RunChoice {
  const npx = (...args: readonly string[]): RunChoice =>
    commandChoice(['npx', '--no-install', ...args, file], 'script');
  if (packages.has('vitest')) return npx('vitest', 'run');
  if (packages.has('jest')) return npx('jest', '--runInBand', '--runTestsByPath');
  if (packages.has('mocha')) return npx('mocha');
  if (packages.has('ava')) return npx('ava');
  return fileChoice(file, packages, 'script');
}

function commandChoice(command: readonly string[], subject: Subject): RunChoice {
  const shown = command.filter((word) => word !== '--no-install').join(' ');
  return { label: shown, options: subject === 'script' ? ['--script'] : [], command };
}
