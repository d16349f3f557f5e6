/** What `git diff` says of a file of both versions. */
import { join } from 'node:path';
import { askGit } from './git.ts';

export interface Hunk {
  /** 1-based, in head; of a hunk that only removes, the line after it. */
  readonly first: number;
  readonly last: number;
  readonly text: string;
}

const mostLines = 60;

/** Empty where nothing changed, or a version has no such file. @param file relative to the application's folders */
export async function changedLines(base: string, head: string, file: string): Promise<readonly Hunk[]> {
  const args = [
    'diff',
    '--no-index',
    '--no-color',
    '--no-ext-diff',
    '--unified=2',
    '--',
    join(base, file),
    join(head, file),
  ];
  const { code, out } = await askGit(head, args);
  return code === 1 ? hunksIn(out) : [];
}

export function hunksIn(diff: string): readonly Hunk[] {
  const hunks: Hunk[] = [];
  for (const part of diff.split(/^(?=@@ )/m).slice(1)) {
    const [, start = '1', count = '1'] = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/.exec(part) ?? [];
    const lines = part.trimEnd().split('\n');
    const text = [...lines.slice(0, mostLines), ...(lines.length > mostLines ? ['…'] : [])].join('\n');
    hunks.push({ first: Number(start), last: Number(start) + Math.max(1, Number(count)) - 1, text });
  }
  return hunks;
}
