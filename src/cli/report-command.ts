/** `leanscope report RUN`: the same Recording gives the same Report again. */
import process from 'node:process';
import { resolve } from 'node:path';
import { renderText } from '../report/render-text.ts';
import { conclude } from '../run.ts';
import { readRecording } from '../store/store.ts';
import { badCall, oneOf, parseOptions } from './arguments.ts';
import { refuseUnwritable, writeOutputs } from './outputs.ts';

export async function reportCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions({
    args: [...args],
    options: { format: { type: 'string' }, out: { type: 'string' }, cwd: { type: 'string', default: '.' } },
    allowPositionals: true,
  });
  const [run, ...more] = positionals;
  if (run === undefined || more.length > 0)
    throw badCall(
      '"leanscope report" wants one run.',
      'For example: leanscope report last --format html --out report.html',
    );
  const format = oneOf('format', values.format, ['html', 'md', 'json'] as const);
  const outputs = format === undefined ? {} : { [format]: values.out ?? '-' };
  await refuseUnwritable(outputs);
  const report = conclude(await readRecording(resolve(values.cwd), run));
  if (format !== undefined) await writeOutputs(report, outputs);
  else process.stdout.write(renderText(report, { colour: process.stdout.isTTY, width: process.stdout.columns || 120 }));
  return 0;
}
