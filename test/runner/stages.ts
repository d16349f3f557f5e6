/** Which tests concern a stage: those that import it. No list is kept by hand, so none can be out of date. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './folders.ts';

/** The folders of `src/`. */
export async function stages(): Promise<readonly string[]> {
  const entries = await readdir(join(root, 'src'), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/** What of `src/` a file names itself, such as `price/price.ts`; not what these import in their turn. */
export function importedSources(text: string): readonly string[] {
  return [...text.matchAll(/['"`](?:\.\.\/)+src\/([^'"`]+)['"`]/g)].flatMap(([, path]) => path ?? []);
}

/** `cli` is the folder `cli/` and the file `cli.ts`. */
export function isOfStage(path: string, stage: string): boolean {
  return path.startsWith(`${stage}/`) || path === `${stage}.ts`;
}

export async function testsOfStage(files: readonly string[], stage: string): Promise<readonly string[]> {
  const concerned = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(join(root, file), 'utf8');
      return importedSources(text).some((path) => isOfStage(path, stage));
    }),
  );
  return files.filter((_, index) => concerned[index]);
}
