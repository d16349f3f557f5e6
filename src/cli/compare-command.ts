/** `leanscope compare BASE HEAD`: two stored runs, or Reports that were written to files. */
import { resolve } from 'node:path';
import process from 'node:process';
import { compare, type NamedRun } from '../compare/compare.ts';
import { renderComparison, renderComparisonMarkdown } from '../report/render-comparison.ts';
import { conclude } from '../run.ts';
import { readReportFile } from '../spec/report-file.ts';
import { readRecording, writeWhole } from '../store/store.ts';
import { badCall, parseOptions } from './arguments.ts';
import { refuseUnwritable } from './outputs.ts';

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
  await refuseUnwritable({ ...(values.json && { json: values.json }), ...(values.md && { md: values.md }) });
  const root = resolve(values.cwd);
  const [base, head] = await Promise.all([readRun(root, baseName), readRun(root, headName)]);
  if (base.report.app.kind !== head.report.app.kind)
    throw badCall('One of the two is a server, the other a script: they have no figure in common.');
  const comparison = compare(base, head);
  const { json, md } = values;
  if (json !== undefined) await write(json, `${JSON.stringify(comparison, null, 1)}\n`);
  if (md !== undefined) await write(md, renderComparisonMarkdown(comparison));
  if (json === undefined && md === undefined)
    process.stdout.write(renderComparison(comparison, { width: process.stdout.columns || 120 }));
  return comparison.verdict === 'worse' ? 1 : 0;
}

/** Concluded again, so that both are judged by the same version. A file is a Report that somebody else's run wrote. */
async function readRun(root: string, name: string): Promise<NamedRun> {
  const report = name.endsWith('.json')
    ? await readReportFile(resolve(root, name))
    : conclude(await readRecording(root, name));
  return { name, report };
}

async function write(file: string, content: string): Promise<void> {
  if (file === '-') process.stdout.write(content);
  else await writeWhole(resolve(file), content);
}
