/** Reads what threads of the application wrote at their exit. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ThreadEvidence } from '../model/agent-protocol.ts';
import type { Target } from '../model/target.ts';
import type { AgentServer } from './agent-server.ts';

export async function readEvidence(folder: string): Promise<readonly ThreadEvidence[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json'));
  const threads = await Promise.all(
    files.map(async (file) => JSON.parse(await readFile(join(folder, file), 'utf8')) as ThreadEvidence),
  );
  return threads.sort((a, b) => a.pid - b.pid || a.threadId - b.threadId);
}

/** Of the threads that an agent has called from. */
export async function lastEvidence({ folder, links }: AgentServer): ReturnType<Target['lastEvidence']> {
  return (await readEvidence(folder)).flatMap((evidence) => {
    const link = links.find(({ pid, thread }) => pid === evidence.pid && thread === evidence.threadId);
    return link === undefined ? [] : [{ ...evidence, process: link.process, thread: link.thread }];
  });
}
