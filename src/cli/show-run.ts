/** Shows what came of a measurement: all that was asked for first, and only then what went wrong with keeping it. */
import { attempt, FailureError, LaterError } from '../model/failure.ts';
import { describeFailure } from '../model/failure-words.ts';
import type { RunLimits } from '../model/spec.ts';
import { defaultLimits, tidyRuns } from '../store/housekeeping.ts';
import { megabytes } from './runs-command.ts';
import { brokenBudgets } from '../report/budget-words.ts';
import { renderProblems } from '../report/render-problems.ts';
import { renderText } from '../report/render-text.ts';
import type { Ended } from '../run.ts';
import { tellParent } from './events.ts';
import { writeOutputs, type FormattedOutput } from './outputs.ts';
import { lookOfStdout, print, ReaderGone, tell, warn } from './streams.ts';
import { tellFailure } from './tell-failure.ts';

export interface Shows {
  readonly outputs: readonly FormattedOutput[];
  /** The summary on standard output. */
  readonly text: boolean;
  /** A line for each finding. */
  readonly problems: boolean;
  /** Excerpts of the code, in the page. */
  readonly source: boolean;
  /** Where it is stored, and how much is kept there. */
  readonly root: string;
  readonly limits: RunLimits | undefined;
  /** Broken budgets make the exit code: an editor reads them in the Report instead. */
  readonly broken: boolean;
}

/** @returns the exit code. @throws LaterError, which names the run, for whatever cannot be shown or kept */
export async function showRun(ended: Ended, shows: Shows): Promise<number> {
  try {
    return await show(ended, shows);
  } catch (error) {
    if (error instanceof ReaderGone) throw error;
    throw new LaterError(error, ended.stored?.id);
  }
}

async function show(ended: Ended, { outputs, text, problems, source, broken, root, limits }: Shows): Promise<number> {
  const { report, excerpts, stored, notStored, partial } = ended;
  const { failure: notWritten } = await attempt(writeOutputs(report, outputs, source ? { excerpts } : {}));
  if (text) {
    print(renderText(report, lookOfStdout()));
    if (stored !== undefined)
      tell(`\nStored as ${stored.id}. The page: leanscope report last --format html --out report.html\n`);
  }
  if (stored !== undefined) await makeRoom(root, limits);
  if (problems) print(renderProblems(report));
  // What was measured has been shown and kept; the exit code and the last word are the failure's.
  const [failure, ...others] = [partial, notWritten, notStored].filter((each) => each !== undefined);
  for (const other of others) tellFailure(other);
  if (failure !== undefined) throw new FailureError(failure);
  const words = broken ? brokenBudgets(report.budgets) : undefined;
  if (words !== undefined) tell(`\n${words}\n`);
  tellParent({
    kind: 'done',
    reportFile: stored?.reportFile ?? '',
    ...(stored === undefined ? {} : { runId: stored.id }),
  });
  return words === undefined ? 0 : 1;
}

/** A line where something was removed. That it cannot be is no failure of this run, which is stored. */
async function makeRoom(root: string, limits: RunLimits | undefined): Promise<void> {
  const { value, failure } = await attempt(tidyRuns(root, limits));
  if (failure !== undefined) warn(`Older runs stay as they are: ${describeFailure(failure).what}`);
  if (value === undefined || value.runs === 0) return;
  const { most, megabytes: mostMegabytes } = { ...defaultLimits, ...limits };
  const removed = value.runs === 1 ? 'The oldest run was' : `The ${value.runs} oldest runs were`;
  tell(
    `${removed} removed (${megabytes(value.bytes)} MB): at most ${most} and ${mostMegabytes} MB are kept; "runs" in leanscope.json says otherwise.\n`,
  );
}
