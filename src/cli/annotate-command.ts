/** `leanscope annotate FILE`: a profile that another tool took, beside the code. The editor reads the JSON. */
import { resolve } from 'node:path';
import type { FileAnnotations, FunctionAnnotation } from '../model/annotation.ts';
import { FailureError } from '../model/failure.ts';
import { figuresIn } from '../model/format.ts';
import type { ProfileAnnotations } from '../model/opened-profile.ts';
import { annotateFrom } from '../run.ts';
import { jsonText } from '../model/plain-text.ts';
import { checkOutputs, isStdout } from '../store/output-file.ts';
import { badCall, parseOptions } from './arguments.ts';
import { named, sendTo } from './outputs.ts';
import { print, printAsIs, tell } from './streams.ts';

const figures = figuresIn('en');
/** From so much on it is worth a word. */
const muchForeign = 0.05;

export async function annotateCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions({
    args: [...args],
    options: { json: { type: 'string' }, cwd: { type: 'string', default: '.' } },
    allowPositionals: true,
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0)
    throw badCall('"leanscope annotate" wants one profile.', 'For example: leanscope annotate CPU.1.cpuprofile');
  const outputs = named({ json: values.json });
  await checkOutputs(outputs, { root: resolve(values.cwd), files: [file] });
  const [json] = outputs;
  const toStdout = json !== undefined && (await isStdout(json));
  const annotations = await annotated(resolve(file), resolve(values.cwd), toStdout);
  for (const warning of annotations.warnings) tell(`! ${warning}\n`);
  if ((annotations.foreignShare ?? 0) >= muchForeign)
    tell(
      `! ${figures.share(annotations.foreignShare ?? 0)} of the time is at lines where the function that V8 names has no code: V8 had inlined functions of other files, whose names are lost. Record with Node.js 26, or with --no-turbo-inlining and --no-maglev-inlining, or with "leanscope run".\n`,
    );
  if (json !== undefined) await sendTo(json, `${jsonText(annotations, toStdout ? 0 : 1)}\n`);
  else print(`${annotations.files.flatMap(linesOf).join('\n')}\n`);
  return 0;
}

/** A program that reads the JSON gets what is wrong as a value, and words it in its own language. */
async function annotated(file: string, cwd: string, asJson: boolean): Promise<ProfileAnnotations> {
  try {
    const annotations = await annotateFrom(file, cwd);
    if (annotations.nothing === undefined) return annotations;
    throw new FailureError({ kind: 'badProfile', file, ...annotations.nothing });
  } catch (error) {
    if (asJson && error instanceof FailureError && error.failure.kind === 'badProfile')
      printAsIs(`${JSON.stringify({ problem: error.failure.problem, failure: error.failure })}\n`);
    throw error;
  }
}

function linesOf({ file, functions, lines }: FileAnnotations): readonly string[] {
  return [
    ...functions.map((fn) => `${file}:${fn.line}  ${fn.name}  ${functionText(fn)}`),
    ...lines.map((row) => `${file}:${row.line}  ${figures.share(row.share)} · ${figures.ms(row.selfCpuMsPerRequest)}`),
  ];
}

function functionText({ ownShare, ownCpuMsPerRequest, totalShare, ...fn }: FunctionAnnotation): string {
  const about = fn.confidence === 'low' ? '≈ ' : '';
  if (ownShare !== undefined && ownCpuMsPerRequest !== undefined)
    return `${about}${figures.share(ownShare)} · ${figures.ms(ownCpuMsPerRequest)} · ${figures.share(totalShare ?? ownShare)} with callees`;
  return `${about}${figures.share(fn.ownAllocationShare ?? 0)} · ${figures.bytes(fn.ownAllocatedBytesPerRequest ?? 0)}`;
}
