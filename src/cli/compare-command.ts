/** `leanscope compare BASE HEAD`: two stored runs, or Reports that were written to files. With `--base` two versions of the code are measured. */
import { join, resolve } from 'node:path';
import { compare, type NamedRun } from '../compare/compare.ts';
import { renderComparison, renderComparisonMarkdown } from '../report/render-comparison.ts';
import { conclude } from '../run.ts';
import { readReportFile } from '../spec/report-file.ts';
import { jsonText } from '../model/plain-text.ts';
import { checkOutputs } from '../store/output-file.ts';
import { readRecording } from '../store/read-run.ts';
import { badCall, parseOptions } from './arguments.ts';
import { compareVersionsCommand, versionOptions, type VersionValues } from './compare-versions-command.ts';
import { named, sendTo } from './outputs.ts';
import { lookOfStdout, print } from './streams.ts';

/** @returns 1 where head is worse */
export async function compareCommand(args: readonly string[]): Promise<number> {
  const separator = args.indexOf('--');
  const own = separator < 0 ? args : args.slice(0, separator);
  const { values, positionals } = parseOptions({
    args: [...own],
    options: {
      ...versionOptions,
      json: { type: 'string' },
      md: { type: 'string' },
      cwd: { type: 'string', default: '.' },
    },
    allowPositionals: true,
  });
  if (values.base !== undefined && positionals.length === 0)
    return compareVersionsCommand(values, separator < 0 ? [] : args.slice(separator + 1));
  refuseMixture(values, positionals, separator >= 0);
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

/** Options of the one kind of comparison say nothing to the other. */
function refuseMixture(values: Partial<VersionValues>, positionals: readonly string[], hasCommand: boolean): void {
  if (values.base !== undefined)
    throw badCall(
      `--base measures two versions of the code, so that "${positionals.join(' ')}" says nothing.`,
      'For example: leanscope compare --base main; or for two stored runs: leanscope compare previous last',
    );
  const other = (['head', 'setup', 'least', 'max-seconds', 'scenario'] as const).find(
    (name) => values[name] !== undefined,
  );
  if (other !== undefined || hasCommand)
    throw badCall(
      `${other === undefined ? 'A command' : `--${other}`} is for measuring two versions of the code.`,
      'Name the one to compare with: leanscope compare --base main',
    );
}

/** Concluded again, so that both are judged by the same version. A file is a Report that somebody else's run wrote. */
async function readRun(root: string, name: string): Promise<NamedRun> {
  const report = name.endsWith('.json')
    ? await readReportFile(resolve(root, name))
    : conclude(await readRecording(root, name));
  return { name, report };
}
