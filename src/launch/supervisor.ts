/** A program that was there before and starts applications for others, PM2's daemon say: recognised, refused and left alone. */
import { FailureError } from '../model/failure.ts';
import type { AgentLink } from '../model/target.ts';
import { processAt, readProc } from './process-table.ts';
import type { App } from './start.ts';

const longestCommand = 80;
// A terminal must not be told what to do by the name of a process.
const unprintable = /[^\x20-\x7e\u00a0-\uffff]+/g;

/** @throws FailureError supervised, where an agent calls from a process that does not descend from what was started */
export async function refuseSupervised(
  command: readonly string[],
  { isForeign }: App,
  links: readonly AgentLink[],
): Promise<void> {
  if (isForeign === undefined) return;
  for (const { pid, open } of links) {
    if (!open || !isForeign(pid)) continue;
    const supervisor = await supervisorOf(pid, isForeign);
    if (supervisor !== undefined) throw new FailureError({ kind: 'supervised', command, pid, supervisor });
  }
}

/** The nearest ancestor that has nothing of the run; undefined for a process that has gone. */
async function supervisorOf(
  pid: number,
  isForeign: (pid: number) => boolean,
): Promise<{ readonly pid: number; readonly command: string } | undefined> {
  let found = await processAt(pid);
  while (found !== undefined && isForeign(found.pid)) found = await processAt(found.parent);
  if (found === undefined) return undefined;
  const words = readProc(found.pid, 'cmdline').replaceAll('\0', ' ').replace(unprintable, ' ').trim();
  return { pid: found.pid, command: words.slice(0, longestCommand) };
}
