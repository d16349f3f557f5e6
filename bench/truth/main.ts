/**
 * Every statistical claim of the product, as an experiment that answers: holds, does not hold (beyond 99.9 %), or cannot tell here.
 *
 *     npm run truth -- [--only NAME,NAME] [--minutes N] [--json FILE] [--md FILE]
 *
 * Ends with 1 where a claim does not hold or the product crashed, 2 for a wrong call, 130 when interrupted, else 0. Linux.
 */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runAll } from './bench.ts';
import { answerOf, beginTrial, whatWouldHelp, type Trial } from './evidence.ts';
import { ProductCrash } from './experiment.ts';
import { experiments } from './experiments.ts';
import { countText, estimateText } from './figures.ts';
import { createNoiseMeter } from './noise.ts';
import { markdownOf, outcomeOf } from './outcome.ts';
import { watchOwnProcesses, type OwnProcesses } from './own-processes.ts';

const defaultMinutes = 30;

interface Call {
  readonly trials: readonly Trial[];
  readonly minutes: number;
  readonly json: string | undefined;
  readonly md: string | undefined;
}

class WrongCall extends Error {}

function readCall(args: readonly string[]): Call {
  const { values } = parsed(args);
  const minutes = Number(values.minutes ?? defaultMinutes);
  if (!(minutes > 0)) throw new WrongCall(`--minutes takes a number above 0, not "${values.minutes ?? ''}".`);
  const names = experiments.flatMap(({ claims }) => claims.map(({ name }) => name));
  const only = values.only?.split(',') ?? names;
  const unknown = only.filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new WrongCall(`There is no claim ${unknown.join(', ')}. Choose from ${names.join(', ')}.`);
  const trials = experiments
    .map((experiment) => beginTrial(experiment, ({ name }) => only.includes(name)))
    .filter(({ evidence }) => evidence.length > 0);
  return { trials, minutes, json: values.json, md: values.md };
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({ args: [...args], options: { only: text, minutes: text, json: text, md: text } });
  } catch (error) {
    throw new WrongCall(error instanceof Error ? error.message : String(error));
  }
}

async function main(args: readonly string[]): Promise<number> {
  const call = readCall(args);
  if (!existsSync(join(import.meta.dirname, '..', '..', 'dist', 'cli.cjs')))
    throw new WrongCall('Build it first: npm run build.');
  if (process.platform !== 'linux')
    throw new WrongCall('The bench runs on Linux only: elsewhere it cannot tell what other programs use.');
  const own = watchOwnProcesses();
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      interruption.abort(new Error('interrupted'));
    });
  try {
    const crash = await run(call, own, interruption.signal);
    await tell(call, crash);
    if (interruption.signal.aborted) return 130;
    const isDenied = call.trials.some(({ evidence }) => evidence.some(({ verdict }) => verdict === 'does not hold'));
    return isDenied || crash !== undefined ? 1 : 0;
  } finally {
    await own.end();
    own.close();
  }
}

/** Gives the words of a crash of the product, which ends the bench. */
async function run({ trials, minutes }: Call, own: OwnProcesses, signal: AbortSignal): Promise<string | undefined> {
  const endMs = performance.now() + minutes * 60_000;
  const onReplicate = (trial: Trial): void => {
    const left = Math.max(0, Math.ceil((endMs - performance.now()) / 60_000));
    for (const each of trial.evidence)
      console.error(
        `${each.claim.name}: ${estimateText(each)} after ${countText(trial, each)}: ${each.verdict} · ${left} min left`,
      );
  };
  // What is under way ends because its processes are ended.
  signal.addEventListener('abort', () => void own.end());
  try {
    await runAll(trials, { endMs }, { meter: createNoiseMeter(own), signal, onReplicate });
    return undefined;
  } catch (error) {
    if (error instanceof ProductCrash) return error.message;
    if (signal.aborted) return undefined;
    throw error;
  }
}

async function tell({ trials, minutes, json, md }: Call, crash: string | undefined): Promise<void> {
  const outcome = outcomeOf(trials, minutes, crash);
  const table = markdownOf(outcome);
  for (const trial of trials)
    for (const each of trial.evidence) {
      const help = whatWouldHelp(trial, each);
      const why = help === '' ? '' : ` What would help: ${help}.`;
      console.error(`${each.claim.name}: ${answerOf(each)}. ${estimateText(each)}.${why}`);
    }
  console.log(`\n${table}`);
  if (json !== undefined) await writeFile(json, `${JSON.stringify(outcome, undefined, 2)}\n`);
  if (md !== undefined) await writeFile(md, `# What holds\n\nWritten by \`npm run truth -- --md FILE\`.\n\n${table}`);
}

try {
  process.exit(await main(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof WrongCall)) throw error;
  console.error(error.message);
  process.exit(2);
}
