/** Thousands of bad inputs: most in processes that are kept for many calls, a share through the program itself. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cliFile, programCaller, workerCaller, type Caller } from './caller.ts';
import type { Form } from './form.ts';
import { allForms, inputOf, tryInput, type Verdict } from './inputs.ts';
import type { SiegeOptions } from './options.ts';
import type { Fault, Row } from './table.ts';

const defaultProgramEvery = 25;
const shownCharacters = 300;

export async function siegeOfInputs(options: SiegeOptions): Promise<readonly Row[]> {
  const verdicts = await trySeeds(await allForms(), options);
  return [...new Set(verdicts.map(({ form }) => form))].sort().map((name) => {
    const own = verdicts.filter(({ form }) => form === name);
    return { name, tried: own.length, faults: own.filter(({ faults }) => faults.length > 0).map(toFault) };
  });
}

/** In the order of the seeds. */
export async function trySeeds(forms: readonly Form[], options: SiegeOptions): Promise<readonly Verdict[]> {
  const { seed, count, jobs, deadlineMs, name = '', programEvery = defaultProgramEvery } = options;
  const root = await mkdtemp(join(tmpdir(), 'leanscope-siege-'));
  const verdicts: Verdict[] = [];
  let next = 0;
  const work = async (job: number): Promise<void> => {
    const callers = { worker: workerCaller(), program: programCaller() };
    try {
      for (let i = next++; i < count && performance.now() < deadlineMs; i = next++) {
        const input = inputOf(forms, seed + i);
        if (!input.form.name.includes(name)) continue;
        const caller: Caller = i % programEvery === 0 && existsSync(cliFile) ? callers.program : callers.worker;
        verdicts.push(await tryInput(input, seed + i, join(root, `${job}`), caller));
      }
    } finally {
      callers.worker.close();
    }
  };
  try {
    await Promise.all(Array.from({ length: jobs }, (_, job) => work(job)));
  } finally {
    await rm(root, { recursive: true, force: true });
  }
  return verdicts.sort((a, b) => a.seed - b.seed);
}

function toFault({ seed, form, how, args, faults, tookMs, screen }: Verdict): Fault {
  const call = args.map((word) => JSON.stringify(word.slice(0, 80))).join(' ');
  const said = JSON.stringify(screen.trim().slice(0, shownCharacters));
  return {
    columns: faults,
    what: `${form}, ${how} (seed ${seed}, ${Math.round(tookMs)} ms): ${call}\n  ${said}`,
    again: `npm run siege -- --only inputs --seed ${seed} --count 1`,
  };
}
