/** Which commit a name means, in the repository that the application is in. */
import { realpath } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { FailureError } from '../../model/failure.ts';
import { askGit, gitOutput } from './git.ts';

export interface Repository {
  /** The folder of its working tree. */
  readonly top: string;
  /** The application's folder in it; empty where it is the same. */
  readonly prefix: string;
  readonly objects: string;
  /** The file that says where history was cut off; absent where all of it is here. */
  readonly shallowFile?: string;
  readonly objectFormat: string;
}

export interface Revision {
  /** As the user named it. */
  readonly name: string;
  readonly commit: string;
  /** First line of its message. */
  readonly subject: string;
}

/** @throws FailureError badCall, where it is in no repository with a commit */
export async function openRepository(cwd: string): Promise<Repository> {
  const top = (await gitOutput(cwd, ['rev-parse', '--show-toplevel']))?.trimEnd();
  if (top === undefined || top === '')
    throw new FailureError({
      kind: 'badCall',
      problem: `${cwd} is in no git repository, so that there is no other version of it.`,
      fix: 'Name the folder of the application with --cwd, or compare two stored runs: leanscope compare previous last',
    });
  const path = async (name: string): Promise<string> =>
    (await gitOutput(cwd, ['rev-parse', '--path-format=absolute', '--git-path', name]))?.trimEnd() ?? '';
  const shallow = (await gitOutput(cwd, ['rev-parse', '--is-shallow-repository']))?.trim() === 'true';
  return {
    top,
    prefix: relative(await realpath(top), await realpath(cwd)),
    objects: await path('objects'),
    ...(shallow ? { shallowFile: await path('shallow') } : {}),
    objectFormat: (await gitOutput(cwd, ['rev-parse', '--show-object-format']))?.trim() ?? 'sha1',
  };
}

/** @throws FailureError badCall, where there is no such revision */
export async function findRevision(repository: Repository, name: string): Promise<Revision> {
  const commit = await commitOf(repository.top, name);
  if (commit === undefined) throw await unknownRevision(repository, name);
  const subject = (await gitOutput(repository.top, ['log', '-1', '--format=%s', commit]))?.trim() ?? '';
  return { name, commit, subject };
}

async function commitOf(top: string, name: string): Promise<string | undefined> {
  // What begins with a dash would be an option.
  if (name === '' || name.startsWith('-')) return undefined;
  const { code, out } = await askGit(top, ['rev-parse', '--verify', '--quiet', `${name}^{commit}`]);
  return code === 0 ? out.trim() : undefined;
}

async function unknownRevision({ top, shallowFile }: Repository, name: string): Promise<FailureError> {
  const problem = `There is no revision "${name}" in ${top}.`;
  if (shallowFile !== undefined)
    return new FailureError({
      kind: 'badCall',
      problem: `${problem} Only the newest commits are here (a shallow clone).`,
      fix: 'Fetch the others: git fetch --unshallow. In a GitHub workflow, give actions/checkout "fetch-depth: 0".',
    });
  const remote = await commitOf(top, `origin/${name}`);
  const fix =
    remote === undefined
      ? 'Name a commit, a branch or a tag: "git log --oneline" and "git branch -a" list them.'
      : `There is "origin/${name}": name that.`;
  return new FailureError({ kind: 'badCall', problem, fix });
}

/** Where the application is in a folder with another version. */
export function applicationIn({ prefix }: Repository, folder: string): string {
  return join(folder, prefix);
}
