/** Files in the project that know which requests it serves: looked for where people keep them, never deeper. */
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { FailureError } from '../model/failure.ts';
import { reasonToLeaveOut } from '../model/safety.ts';
import type { FoundFiles } from '../model/spec.ts';
import { nothingFound, readScenario, trustOf } from './scenario-file.ts';

const folders = [
  '.',
  'docs',
  'doc',
  'api',
  'openapi',
  'spec',
  'http',
  'requests',
  'rest',
  '.http',
  'test',
  'tests',
  'src',
];
const mostFiles = 10;
/** Nobody asked for it to be read: a larger one is worth the time only to whoever names it. */
const mostBytes = 32 * 1024 * 1024;

/** What cannot be read is passed over with a warning: nobody asked for it. */
export async function findSources(root: string): Promise<FoundFiles> {
  let all = nothingFound;
  for (const file of await candidates(root)) {
    try {
      const { scenario, found = nothingFound } = await readScenario(file, root, mostBytes);
      all = {
        described: [...all.described, ...found.described],
        driveDescribed: false,
        examples: [
          ...all.examples,
          // Nobody asked for them: what may be sent is what may be sent to discovered routes.
          ...scenario.requests.filter(
            ({ method, path }) => reasonToLeaveOut(method, path) === undefined && !path.includes('{{'),
          ),
        ],
        files: [...all.files, ...found.files],
        leftOut: [],
        warnings: all.warnings,
      };
    } catch (error) {
      const name = relative(root, file).split('\\').join('/');
      all = { ...all, warnings: [...all.warnings, `Passed over: ${name} (${reasonOf(error)}).`] };
    }
  }
  return all;
}

/** Whatever it is: a file that nobody named, in which a reader finds what it did not think of, must not keep a project from being measured. */
function reasonOf(error: unknown): string {
  if (error instanceof FailureError && error.failure.kind === 'badFile')
    return error.failure.problem.replace(/\.$/, '');
  return error instanceof Error ? `it could not be understood: ${error.message}` : 'it could not be understood';
}

/** In the order of trust. */
async function candidates(root: string): Promise<readonly string[]> {
  const found = await Promise.all(
    folders.map(async (folder) => {
      const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
      return entries.filter((entry) => entry.isFile()).map(({ name }) => join(root, folder, name));
    }),
  );
  return found
    .flat()
    .flatMap((file) => {
      const trust = trustOf(file);
      return trust === undefined ? [] : [{ file, trust }];
    })
    .sort((a, b) => a.trust - b.trust)
    .slice(0, mostFiles)
    .map(({ file }) => file);
}
