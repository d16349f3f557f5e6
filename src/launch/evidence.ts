/** Reads what threads of the application wrote at their exit. */
import { readdirSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { THREAD_NOTE, type ThreadEvidence } from '../model/agent-protocol.ts';
import type { RunScriptOptions, Target } from '../model/target.ts';
import type { AgentServer } from './agent-server.ts';

export async function readEvidence(folder: string): Promise<readonly ThreadEvidence[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json'));
  const threads = await Promise.all(
    files.map(async (file) => JSON.parse(await readFile(join(folder, file), 'utf8')) as ThreadEvidence),
  );
  return threads.sort((a, b) => a.pid - b.pid || a.threadId - b.threadId);
}

/** Gives what looks for threads that have left their note since it last looked. */
export function threadWatch(folder: string, onThread: NonNullable<RunScriptOptions['onThread']>): () => void {
  const known = new Set<string>();
  return () => {
    for (const file of readdirSync(folder)) {
      const [, pid, thread, tid] = THREAD_NOTE.exec(file) ?? [];
      if (tid === undefined || known.has(file)) continue;
      known.add(file);
      onThread({ pid: Number(pid), thread: Number(thread), tid: Number(tid) });
    }
  };
}

/** Of the threads that an agent has called from. */
export async function lastEvidence({ folder, links }: AgentServer): ReturnType<Target['lastEvidence']> {
  return (await readEvidence(folder)).flatMap((evidence) => {
    const link = links.find(({ pid, thread }) => pid === evidence.pid && thread === evidence.threadId);
    return link === undefined ? [] : [{ ...evidence, process: link.process, thread: link.thread }];
  });
}
