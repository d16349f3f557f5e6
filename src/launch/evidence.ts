/** Reads what threads of the application wrote at their exit. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ThreadEvidence } from '../model/agent-protocol.ts';

export async function readEvidence(folder: string): Promise<readonly ThreadEvidence[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json'));
  const threads = await Promise.all(
    files.map(async (file) => JSON.parse(await readFile(join(folder, file), 'utf8')) as ThreadEvidence),
  );
  return threads.sort((a, b) => a.pid - b.pid || a.threadId - b.threadId);
}
