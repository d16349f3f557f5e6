/**
 * Notes the descendants of this process while they run, where no limit marks them: one that is started with an environment of its own and
 * loses its parent can be found in no other way afterwards. The notes stand in a file, which outlives who wrote it.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { processTable, type ProcessId } from './process-table.ts';

/** `ps` takes about ten times as long as reading /proc. */
const pollMs = process.platform === 'linux' ? 250 : 2000;
const fileIn = (folder: string): string => join(folder, 'descendants');

export function noteDescendants(folder: string): void {
  const noted = new Set<string>();
  const look = async (): Promise<void> => {
    for (const { pid, start } of await descendantsOf(process.pid)) {
      const line = `${pid} ${start}\n`;
      if (noted.has(line)) continue;
      noted.add(line);
      appendFileSync(fileIn(folder), line);
    }
  };
  // A folder that has gone, or a table that cannot be read, ends no application.
  setInterval(() => void look().catch(() => undefined), pollMs).unref();
}

/** Empty where nothing was noted. */
export function notedIn(folder: string): readonly ProcessId[] {
  try {
    return readFileSync(fileIn(folder), 'utf8')
      .split('\n')
      .flatMap((line) => {
        const [, pid, start] = /^(\d+) (.+)$/.exec(line) ?? [];
        return start === undefined ? [] : [{ pid: Number(pid), start }];
      });
  } catch {
    return [];
  }
}

async function descendantsOf(ancestor: number): Promise<readonly ProcessId[]> {
  const rows = await processTable();
  const known = new Set([ancestor]);
  const found: ProcessId[] = [];
  // A child may stand before its parent: until nobody is new.
  for (let before = -1; before < known.size;) {
    before = known.size;
    for (const row of rows) {
      if (known.has(row.pid) || !known.has(row.parent)) continue;
      known.add(row.pid);
      found.push(row);
    }
  }
  return found;
}
