/**
 * All tests with one count. `node test/run.ts unit world` runs only these suites, `--stage price` what concerns one folder of `src/`,
 * `--grep TEXT` only tests whose names hold it, `--fail-fast` what sees a change first and nothing after the first failure.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { oneFailed, slowest, total, type Count } from './runner/count.ts';
import { sideBySide } from './runner/side-by-side.ts';
import { stages } from './runner/stages.ts';
import { suite, suiteNames, type Choice, type Suite, type SuiteName, type Work } from './runner/suites.ts';

interface Call {
  readonly names: readonly SuiteName[];
  readonly choice: Choice;
}

/** What is asked for, or a sentence that says what is wrong with it. */
async function readCall(): Promise<Call | string> {
  const { values, positionals } = parseArgs({
    options: { grep: { type: 'string' }, stage: { type: 'string' }, 'fail-fast': { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const unknown = positionals.filter((name) => !suiteNames.some((known) => known === name));
  if (unknown.length > 0) return `There is no suite ${unknown.join(', ')}: choose from ${suiteNames.join(', ')}.`;
  const { stage, grep, 'fail-fast': failFast } = values;
  const known = await stages();
  if (stage !== undefined && !known.includes(stage))
    return `There is no stage ${stage}: choose from ${known.join(', ')}.`;
  const names = suiteNames.filter((name) => positionals.length === 0 || positionals.includes(name));
  return { names, choice: { stage, grep, failFast } };
}

/** Side by side what may be, then each of the others by itself; `build` only where something runs what it makes. */
async function run({ names, choice }: Call): Promise<Count> {
  const suites = (await Promise.all(names.map((name) => suite(name, choice)))).filter(({ works }) => works.length > 0);
  const partial = choice.stage !== undefined || choice.grep !== undefined;
  const needed = suites.filter(({ name }) => name !== 'build' || !partial || suites.some(({ alone }) => alone));
  const stopped = new AbortController();
  const isStopped = (): boolean => stopped.signal.aborted;
  const watched = (work: Work) => async (): Promise<Count> => {
    if (isStopped()) return total([]);
    const count = await work(stopped.signal);
    // What was stopped has not failed.
    if (isStopped()) return total([]);
    if (choice.failFast === true && count.failed > 0) stopped.abort();
    return count;
  };
  const together = needed.filter(({ alone }) => !alone).flatMap(({ works }) => works);
  const counts = [...(await sideBySide(together.map(watched), Math.max(2, availableParallelism())))];
  for (const each of needed.filter(({ alone }) => alone)) counts.push(await alone(each, watched));
  if (isStopped()) console.log('Stopped at the first failure: what came after it was not run.');
  return total(counts);
}

async function alone({ name, works }: Suite, watched: (work: Work) => () => Promise<Count>): Promise<Count> {
  const startedAt = performance.now();
  const count = total(await sideBySide(works.map(watched), 1));
  console.log(`${name}: ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
  return count;
}

function tell({ passed, failed, skipped = 0, failures, tests = [] }: Count): void {
  const slow = slowest(tests, 10);
  if (slow.length > 0) console.log('The slowest tests:');
  for (const { title, file, ms } of slow) console.log(`${String(ms).padStart(8)} ms  ${file}: ${title}`);
  for (const failure of failures) console.log(`failed: ${failure}`);
  if (skipped > 0) console.log(`${skipped} skipped`);
  console.log(`${passed} passed, ${failed} failed`);
}

const call = await readCall();
if (typeof call === 'string') {
  console.error(call);
  process.exit(2);
}
const counted = await run(call);
const count = counted.passed + counted.failed === 0 ? oneFailed('No test was found that is asked for') : counted;
tell(count);
process.exitCode = count.failed === 0 ? 0 : 1;
