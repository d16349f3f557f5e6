/** `leanscope compare BASE HEAD`: two stored runs, or Reports that were written to files. */
import { join, resolve } from 'node:path';
import { compare, type NamedRun } from '../compare/compare.ts';
import { renderComparison, renderComparisonMarkdown } from '../report/render-comparison.ts';
import { conclude } from '../run.ts';
import { readReportFile } from '../spec/report-file.ts';
import { jsonText } from '../model/plain-text.ts';
import { checkOutputs } from '../store/output-file.ts';
import { readRecording } from '../store/read-run.ts';
import { badCall, parseOptions } from './arguments.ts';
import { named, sendTo } from './outputs.ts';
import { lookOfStdout, print } from './streams.ts';

/** @returns 1 where head is worse */
export async function compareCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions({
    args: [...args],
    options: { json: { type: 'string' }, md: { type: 'string' }, cwd: { type: 'string', default: '.' } },
    allowPositionals: true,
  });
  const [baseName, headName, ...more] = positionals;
  if (baseName === undefined || headName === undefined || more.length > 0)
    throw badCall(
      '"leanscope compare" wants two runs: what to compare with, and what to judge.',
      'For example: leanscope compare previous last',
    );
  const { json, md } = values;
  const root = resolve(values.cwd);
  const files = [baseName, headName].map((name) => resolve(root, name));
  await checkOutputs(named({ json, md }), { root, files: [...files, join(root, 'leanscope.json')] });
  const [base, head] = await Promise.all([readRun(root, baseName), readRun(root, headName)]);
  if (base.report.app.kind !== head.report.app.kind)
    throw badCall('One of the two is a server, the other a script: they have no figure in common.');
  const comparison = compare(base, head);
  if (json !== undefined) await sendTo({ flag: '--json', name: json }, `${jsonText(comparison, 1)}\n`);
  if (md !== undefined) await sendTo({ flag: '--md', name: md }, renderComparisonMarkdown(comparison));
  if (json === undefined && md === undefined) print(renderComparison(comparison, lookOfStdout()));
  return comparison.verdict === 'worse' ? 1 : 0;
}

/** Concluded again, so that both are judged by the same version. A file is a Report that somebody else's run wrote. */
async function readRun(root: string, name: string): Promise<NamedRun> {
  const report = name.endsWith('.json')
    ? await readReportFile(resolve(root, name))
    : conclude(await readRecording(root, name));
  return { name, report };
}
