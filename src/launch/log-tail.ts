/** Keeps the last lines of what the application writes, in bounded memory. */
import type { Readable } from 'node:stream';

const keptBytes = 16 * 1024;
const keptLines = 20;

export function keepLogTail(streams: readonly (Readable | null)[]): () => string {
  let kept = '';
  for (const stream of streams) {
    stream?.setEncoding('utf8');
    stream?.on('data', (text: string) => {
      kept = (kept + text).slice(-keptBytes);
    });
  }
  return () => kept.trimEnd().split('\n').slice(-keptLines).join('\n');
}
