/** `leanscope runs`: newest first; `runs delete` and `runs compact` make room. */
import { resolve } from 'node:path';
import { attempt } from '../model/failure.ts';
import { describeFailure } from '../model/failure-words.ts';
import { plain } from '../model/plain-text.ts';
import type { RunSummary } from '../model/run-summary.ts';
import { unitOf, unitsOf } from '../model/unit.ts';
import { compactRuns, deleteRuns, readBaseline, type Freed } from '../store/housekeeping.ts';
import { hasReport, readSummary } from '../store/read-run.ts';
import { findRun, listRuns } from '../store/store.ts';
import { badCall, parseOptions } from './arguments.ts';
import { print, tell, warn } from './streams.ts';

const options = {
  cwd: { type: 'string', default: '.' },
  'older-than': { type: 'string' },
  all: { type: 'boolean', default: false },
} as const;

export async function runsCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions({ args: [...args], options, allowPositionals: true });
  const root = resolve(values.cwd);
  const [action, ...runs] = positionals;
  const chooses = values.all || values['older-than'] !== undefined;
  if (action !== 'delete' && (runs.length > 0 || chooses))
    throw badCall(
      `"leanscope runs${action === undefined ? '' : ` ${action}`}" takes no runs to choose from.`,
      'To remove runs: leanscope runs delete RUN, or --older-than 30d, or --all',
    );
  switch (action) {
    case undefined:
      return listThem(root);
    case 'compact':
      return tellFreed('packed', await compactRuns(root));
    case 'delete':
      return tellFreed('removed', await deleteRuns(root, await chosen(root, runs, values)));
    default:
      throw badCall(`"leanscope runs" knows delete and compact, not "${action}".`);
  }
}

async function listThem(root: string): Promise<number> {
  const ids = await listRuns(root);
  if (ids.length === 0) tell(`No stored runs in ${root}. Measure with "leanscope run".\n`);
  for (const id of ids) {
    const { value, failure } = await attempt(readSummary(root, id));
    if (value !== undefined) print(`${id}  ${figuresOf(value)}\n`);
    else if (await hasReport(root, id)) print(`${id}  cannot be read\n`);
    else print(`${id}  measured, and not computed to its end: leanscope report ${id}\n`);
    // One that cannot be read does not hide the others.
    if (failure !== undefined && (await hasReport(root, id))) warn(describeFailure(failure).what);
  }
  return 0;
}

function figuresOf(run: RunSummary): string {
  const commit = run.commit === undefined ? '' : `  ${run.commit.slice(0, 8)}${run.dirty === true ? '+' : ''}`;
  return plain(
    `${run.cpuMsPerRequest.toPrecision(3)} ms CPU/${unitOf(run)}  ${Number(run.requests.toFixed(1))} ${unitsOf(run)}  ${run.command}${commit}`,
  );
}

async function chosen(
  root: string,
  runs: readonly string[],
  { all, 'older-than': age }: { readonly all: boolean; readonly 'older-than'?: string },
): Promise<readonly string[]> {
  const ways = [runs.length > 0, all, age !== undefined].filter(Boolean).length;
  if (ways !== 1)
    throw badCall(
      '"leanscope runs delete" wants to know which: runs by name, --older-than, or --all.',
      'For example: leanscope runs delete --older-than 30d',
    );
  if (all) return listRuns(root);
  if (age === undefined) {
    const found = [];
    for (const run of runs) found.push(await findRun(root, run));
    return [...new Set(found)];
  }
  const before = idAt(Date.now() - ageMs(age));
  const [, ...older] = await listRuns(root);
  const baseline = await readBaseline(root);
  return older.filter((id) => id < before && id !== baseline);
}

const unitMs: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000, w: 604_800_000 };

function ageMs(text: string): number {
  const [, count, unit = ''] = /^(\d{1,5})([hdw])$/.exec(text) ?? [];
  if (count !== undefined) return Number(count) * (unitMs[unit] ?? 0);
  throw badCall(`--older-than wants hours, days or weeks, not "${text}".`, 'For example: --older-than 30d');
}

/** Ids begin with their time, in UTC, and sort by it. */
function idAt(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
}

function tellFreed(done: string, { runs, bytes }: Freed): number {
  tell(`${runs} ${runs === 1 ? 'run' : 'runs'} ${done}, ${megabytes(bytes)} MB less.\n`);
  return 0;
}

export function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
