/** `leanscope report RUN`: the same Recording gives the same Report again. */
import process from 'node:process';
import { resolve } from 'node:path';
import { renderText } from '../report/render-text.ts';
import { concludeWithSource } from '../run.ts';
import { readLoadEvidence } from '../spec/load-evidence.ts';
import { readRecording } from '../store/store.ts';
import { badCall, oneOf, parseOptions } from './arguments.ts';
import { formats, refuseUnwritable, writeOutputs } from './outputs.ts';

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
  if (format === 'pprof' && values.out === undefined && process.stdout.isTTY)
    throw badCall('A pprof file is not text: it cannot be shown on a terminal.', 'Name a file: --out profile.pb.gz');
  const outputs = format === undefined ? {} : { [format]: values.out ?? '-' };
  await refuseUnwritable(outputs);
  const recording = await readRecording(resolve(values.cwd), run);
  const added = await Promise.all(values['load-evidence'].map((file) => readLoadEvidence(file)));
  const loadEvidence = [...(recording.loadEvidence ?? []), ...added];
  const { report, excerpts } = concludeWithSource({
    ...recording,
    ...(loadEvidence.length === 0 ? {} : { loadEvidence }),
  });
  const parts = { workspaceRoot: recording.app.workspaceRoot, ...(values['no-source'] ? {} : { excerpts }) };
  if (format !== undefined) await writeOutputs(report, outputs, parts);
  else process.stdout.write(renderText(report, { colour: process.stdout.isTTY, width: process.stdout.columns || 120 }));
  return 0;
}
