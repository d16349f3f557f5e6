/**
 * An install in steps, made aside and moved into its place in one step at the end: a folder that is there is whole. The steps that are
 * done are noted beside what they made, so that an install that was killed goes on with the next.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { CommandFailed } from './logged-command.ts';
import { installError } from './failure.ts';
import { locked } from './lock.ts';
import { showProgress, type Progress } from './progress.ts';

export interface Step {
  /** Its name among the others, shown while it is done. */
  readonly name: string;
  /** What it leaves half done when it is killed, under the folder: removed before it begins anew. */
  readonly leaves?: string;
  run(logFile: string): Promise<void>;
}

export interface Install {
  /** As in `VS Code's server`. */
  readonly what: string;
  readonly folder: string;
  /** Of which packages in which versions: what was begun for others begins anew. */
  readonly version: string;
  /** In order; `aside` is where it is made. */
  readonly steps: (aside: string) => Promise<readonly Step[]>;
  isWhole(): Promise<boolean>;
}

/** One process of the machine at a time; the others wait, and find it done. @throws InstallError */
export async function install(
  wanted: Install,
  progress: Progress = showProgress(`Installing ${wanted.what}`),
): Promise<void> {
  const { what, folder } = wanted;
  const logFile = `${folder}-install.log`;
  const onWait = (): void => {
    progress.phase('another process is at it');
  };
  const work = async (): Promise<void> => {
    if (!(await wanted.isWhole())) await make(wanted, logFile, progress);
  };
  try {
    await mkdir(path.dirname(folder), { recursive: true });
    await locked(`${folder}.lock`, work, { onWait });
    progress.end('done');
  } catch (error) {
    progress.end('failed');
    throw installError(what, error instanceof CommandFailed ? error.said : String(error), logFile);
  }
}

async function make({ folder, version, steps }: Install, logFile: string, progress: Progress): Promise<void> {
  const aside = `${folder}-installing`;
  const done = await notedSteps(aside, version);
  // Which steps there are is known once the first are done.
  const next = async (): Promise<Step | undefined> => (await steps(aside)).find(({ name }) => !done.includes(name));
  for (let step = await next(); step !== undefined; step = await next()) {
    progress.phase(step.name);
    if (step.leaves !== undefined) await rm(path.join(aside, step.leaves), { recursive: true, force: true });
    await step.run(logFile);
    done.push(step.name);
    await note(aside, version, done);
  }
  // Whatever stood there is an install that is not whole.
  await rm(folder, { recursive: true, force: true });
  await rename(aside, folder);
}

const notesIn = (aside: string): string => path.join(aside, 'steps.json');

interface Notes {
  readonly version: string;
  readonly done: readonly string[];
}

async function notedSteps(aside: string, version: string): Promise<string[]> {
  if (existsSync(notesIn(aside))) {
    const notes = JSON.parse(await readFile(notesIn(aside), 'utf8')) as Notes;
    if (notes.version === version) return [...notes.done];
  }
  await rm(aside, { recursive: true, force: true });
  await mkdir(aside, { recursive: true });
  await note(aside, version, []);
  return [];
}

/** In one step: a note that is cut off would be none. */
async function note(aside: string, version: string, done: readonly string[]): Promise<void> {
  const notes: Notes = { version, done };
  await writeFile(`${notesIn(aside)}-new`, JSON.stringify(notes));
  await rename(`${notesIn(aside)}-new`, notesIn(aside));
}
