/**
 * Records the cases anew, and says how they differ from what is stored.
 *
 *     npm run record -- [NAME…] [--last] [--keep] [--force]
 *
 * A name stands for a case, or for all whose names begin with it. `--last` takes what was recorded last time instead of recording again.
 * Only `--keep` stores anything, and nothing of which a truth does not hold, so that no fault is hidden in a fixture; `--force` does.
 */
import { parseArgs } from 'node:util';
import { textTable } from '../../src/report/table.ts';
import { conclude } from '../../src/run.ts';
import type { RecordingCase } from './case.ts';
import { cases } from './cases.ts';
import { differenceColumns, differences } from './differences.ts';
import { make } from './make.ts';
import { foreignPaths, namesOfMachine, neutral } from './neutral.ts';
import { slim } from './slim.ts';
import { bytesOf, freshFolder, keep, packed, recordingIn, storedFolder } from './stored.ts';

const { values, positionals } = parseArgs({
  options: { keep: { type: 'boolean' }, force: { type: 'boolean' }, last: { type: 'boolean' } },
  allowPositionals: true,
});

interface Recorded {
  readonly row: readonly string[];
  /** What is wrong with it; empty where it may be stored. */
  readonly problems: readonly string[];
}

async function recorded(recordingCase: RecordingCase): Promise<Recorded> {
  const { name } = recordingCase;
  const fresh = values.last === true ? await bytesOf(freshFolder, name) : packed(await make(recordingCase), 'quick');
  if (fresh === undefined) throw new Error('it was not recorded before: leave out --last');
  await keep(freshFolder, name, fresh);
  const recording = neutral(slim(recordingIn(fresh)));
  const bytes = packed(recording, 'small');
  const stored = await bytesOf(storedFolder, name);
  const before = stored && { report: conclude(recordingIn(stored)), bytes: stored.length };
  const report = conclude(recording);
  const problems = [
    ...foreignPaths(recording).map((path) => `names a path of this machine: ${path}`),
    ...namesOfMachine(recording).map((text) => `tells of this machine: ${text}`),
  ];
  for (const { says, holds } of recordingCase.truths) {
    try {
      await holds(report, recording);
    } catch (error) {
      problems.push(`${says}: ${error instanceof Error ? error.message.slice(0, 600) : String(error)}`);
    }
  }
  if (values.keep === true && (problems.length === 0 || values.force === true)) await keep(storedFolder, name, bytes);
  return { row: differences(name, before, { report, bytes: bytes.length }), problems };
}

/** What cannot be recorded is told, and the others are recorded none the less. */
async function recordedOrNot(recordingCase: RecordingCase): Promise<Recorded> {
  try {
    return await recorded(recordingCase);
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 600) : String(error);
    return { row: [recordingCase.name, '', 'could not be recorded'], problems: [why] };
  }
}

const isChosen = ({ name }: RecordingCase): boolean =>
  positionals.length === 0 || positionals.some((each) => name === each || name.startsWith(`${each}-`));

const unknown = positionals.filter((each) => !cases.some(({ name }) => name === each || name.startsWith(`${each}-`)));
if (unknown.length > 0) throw new Error(`There is no case ${unknown.join(', ')}: test/recordings/cases.ts has them.`);

const rows: (readonly string[])[] = [];
let refused = 0;
for (const recordingCase of cases.filter(isChosen)) {
  const { row, problems } = await recordedOrNot(recordingCase);
  rows.push(row);
  const verdict =
    problems.length === 0
      ? values.keep === true
        ? 'stored'
        : 'holds'
      : values.keep === true && values.force === true
        ? 'stored, though'
        : 'refused';
  if (verdict === 'refused') refused++;
  console.log([`${recordingCase.name}: ${verdict}`, ...problems.map((problem) => `  ${problem}`)].join('\n'));
}
const cells = (column: number): readonly string[] => rows.map((row) => row[column] ?? '');
console.log(
  [
    '',
    ...textTable(
      differenceColumns.map((title, at) => ({ title, align: 'left', cells: cells(at), most: 60 })),
      200,
    ),
  ].join('\n'),
);
if (refused > 0) process.exitCode = 1;
