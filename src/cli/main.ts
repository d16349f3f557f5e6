/** Chooses the command, and turns every end into an exit code and words. */
import process from 'node:process';
import { shownDeep, shownText } from '../model/without-secrets.ts';
import { describeFailure } from '../model/failure-words.ts';
import type { Failure } from '../model/failure-kinds.ts';
import { exitCodeOf, FailureError, LaterError } from '../model/failure.ts';
import { annotateCommand } from './annotate-command.ts';
import { compareCommand } from './compare-command.ts';
import { calibrateCommand } from './calibrate-command.ts';
import { doctorCommand } from './doctor.ts';
import { tellParent } from './events.ts';
import { help } from './help.ts';
import { Interrupted } from './interruption.ts';
import { reportCommand } from './report-command.ts';
import { runCommand } from './run-command.ts';
import { runsCommand } from './runs-command.ts';
import { pricesCommand } from './prices-command.ts';
import { scenarioCommand } from './scenario-command.ts';
import { priceCommand } from './price-command.ts';
import { processesCommand } from './processes-command.ts';
import { toolVersion } from './program-files.ts';
import { print, ReaderGone, readerGoneExitCode, tell } from './streams.ts';
import { limitReached } from './system-limits.ts';
import { tellFailure } from './tell-failure.ts';

type Command = (args: readonly string[]) => Promise<number>;

const commands: Readonly<Record<string, Command>> = {
  run: runCommand,
  compare: compareCommand,
  report: reportCommand,
  annotate: annotateCommand,
  price: priceCommand,
  runs: runsCommand,
  scenario: scenarioCommand,
  processes: processesCommand,
  doctor: doctorCommand,
  calibrate: calibrateCommand,
  prices: pricesCommand,
};

export async function main([name, ...args]: readonly string[]): Promise<number> {
  try {
    return await dispatch(name, args);
  } catch (error) {
    return explain(error, name);
  }
}

async function dispatch(name: string | undefined, args: readonly string[]): Promise<number> {
  if (name === '--version' || name === '-v') return say(toolVersion());
  if (name === undefined || name === 'help' || name === '--help' || name === '-h' || args.includes('--help'))
    return say(help);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command !== undefined) return command(args);
  throw new FailureError({
    kind: 'badCall',
    problem: `There is no command "${name}".`,
    fix: `The commands are ${Object.keys(commands).join(', ')}; "leanscope help" describes them. To measure a program: leanscope run -- ${[name, ...args].join(' ')}`,
  });
}

function say(text: string): number {
  print(`${text}\n`);
  return 0;
}

/** Commands that start the application. */
const starting = new Set(['run', 'scenario', 'compare']);

/** @returns the exit code */
export function explain(error: unknown, command = 'run'): number {
  if (error instanceof ReaderGone) return readerGoneExitCode;
  if (error instanceof LaterError) return explainLater(error);
  if (error instanceof Interrupted) {
    const stopped = starting.has(command) ? '; the application has been stopped and nothing was stored' : '';
    tell(`leanscope: interrupted${stopped}.\n`);
    tellParent({ kind: 'failed', exitCode: 130, what: 'Interrupted.', next: '' });
    return 130;
  }
  const limit = limitReached(error);
  if (limit !== undefined) return explainFailure(limit);
  // Commands, addresses and the application's last words may hold secrets.
  if (error instanceof FailureError) return explainFailure(shownDeep(error.failure));
  const reason = shownText(error instanceof Error ? error.message : String(error));
  const what = `a bug in Leanscope: ${reason}.`;
  const next = 'Please report it with the command you ran; LEANSCOPE_DEBUG=1 adds where it happened.';
  tell(`\nleanscope: ${what}\n  ${next}\n`);
  if (process.env['LEANSCOPE_DEBUG'] !== undefined && error instanceof Error) tell(`${error.stack ?? ''}\n`);
  tellParent({ kind: 'failed', exitCode: 4, what, next });
  return 4;
}

/** The measurement is not lost: the last word says where it is. */
function explainLater({ cause, runId }: LaterError): number {
  const exitCode = explain(cause);
  if (runId !== undefined) tell(`  What was measured is kept as run ${runId}: leanscope report ${runId}\n`);
  return exitCode;
}

function explainFailure(failure: Failure): number {
  tellFailure(failure);
  const exitCode = exitCodeOf(failure);
  tellParent({ kind: 'failed', exitCode, ...describeFailure(failure), failure });
  return exitCode;
}
