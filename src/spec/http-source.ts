/** An `.http` file with the files that it names: bodies, environments. */
import type { Buffer } from 'node:buffer';
import { basename, dirname, resolve } from 'node:path';
import { readFileWithin, UnreadableFile } from '../files/read-file.ts';
import { liesIn } from '../files/workspace-source.ts';
import { badFile } from './check-file.ts';
import { mostBodyBytes } from './complete-scenario.ts';
import { httpEnvironment } from './http-environment.ts';
import { bodyFilesOf, readHttpFile, TooManyRequests, type HttpFileRequests } from './sources/http-file.ts';

/** A body's bytes are sent, and may be written into leanscope.json: so its file is one of the project's, and no `.env`. @throws FailureError badFile */
export async function readHttpSource(file: string, root: string, text: string): Promise<HttpFileRequests> {
  const folder = dirname(file);
  const { warnings, ...environment } = await httpEnvironment(folder, root);
  const bodies = new Map<string, Buffer>();
  const options = { environment, readBody: (body: string) => bodies.get(body) };
  for (const body of bodyFilesNamed(file, text, options)) {
    const path = resolve(folder, body);
    if (basename(path).startsWith('.') || !((await liesIn(path, root)) || (await liesIn(path, folder)))) continue;
    const read = await readFileWithin(path, { mostBytes: mostBodyBytes }).catch(unreadable);
    if (read !== undefined) bodies.set(body, read.bytes);
  }
  const read = readHttpFile(text, options);
  return { ...read, warnings: [...warnings, ...read.warnings] };
}

/** @throws FailureError badFile */
function bodyFilesNamed(file: string, ...call: Parameters<typeof bodyFilesOf>): readonly string[] {
  try {
    return bodyFilesOf(...call);
  } catch (error) {
    if (error instanceof TooManyRequests) throw badFile(file, `${error.message}.`, 'Name a smaller file.');
    throw error;
  }
}

/** The request is left out then, with a reason. */
function unreadable(error: unknown): undefined {
  if (!(error instanceof UnreadableFile)) throw error;
  return undefined;
}
