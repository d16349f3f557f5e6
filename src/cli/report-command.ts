/** `leanscope report RUN`: the same Recording gives the same Report again. */
import { join, resolve } from 'node:path';
import { isatty } from 'node:tty';
import { attempt } from '../model/failure.ts';
import { renderText } from '../report/render-text.ts';
import { concludeWithSource } from '../run.ts';
import { readLoadEvidence } from '../spec/load-evidence.ts';
import { checkOutputs } from '../store/output-file.ts';
import { hasReport, readRecording } from '../store/read-run.ts';
import { completeRun, findRun } from '../store/store.ts';
import { badCall, oneOf, parseOptions } from './arguments.ts';
import { formats, writeOutputs } from './outputs.ts';
import { lookOfStdout, print } from './streams.ts';

export async function reportCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions({
    args: [...args],
    options: {
      format: { type: 'string' },
      out: { type: 'string' },
      cwd: { type: 'string', default: '.' },
      'load-evidence': { type: 'string', multiple: true, default: [] },
      'no-source': { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const [run, ...more] = positionals;
  if (run === undefined || more.length > 0)
    throw badCall(
      '"leanscope report" wants one run.',
      'For example: leanscope report last --format html --out report.html',
    );
  const format = oneOf('format', values.format, formats);
  if (format === 'pprof' && values.out === undefined && isatty(1))
    throw badCall('A pprof file is not text: it cannot be shown on a terminal.', 'Name a file: --out profile.pb.gz');
  if (format === undefined && values.out !== undefined)
    throw badCall(`--out ${values.out} wants to know the format.`, 'For example: --format html --out report.html');
  const outputs = format === undefined ? [] : [{ flag: '--out', name: values.out ?? '-', format }];
  const root = resolve(values.cwd);
  await checkOutputs(outputs, { root, files: [...values['load-evidence'], join(root, 'leanscope.json')] });
  const recording = await readRecording(root, run);
  const added = await Promise.all(values['load-evidence'].map((file) => readLoadEvidence(file)));
  const loadEvidence = [...(recording.loadEvidence ?? []), ...added];
  const { report, excerpts } = concludeWithSource({
    ...recording,
    ...(loadEvidence.length === 0 ? {} : { loadEvidence }),
  });
  // A process that was killed, or failed, left it without one. It is shown whether or not that can be kept.
  const id = await findRun(root, run);
  if (added.length === 0 && !(await hasReport(root, id))) await attempt(completeRun(root, id, report, excerpts));
  const parts = { workspaceRoot: recording.app.workspaceRoot, ...(values['no-source'] ? {} : { excerpts }) };
  if (format !== undefined) await writeOutputs(report, outputs, parts);
  else print(renderText(report, lookOfStdout()));
  return 0;
}
