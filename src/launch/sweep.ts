/** Ends every process that descends from a run, also those that left its process group, lost their parent or have an environment of their own. */
import { execFile } from 'node:child_process';
import process from 'node:process';
import { notedIn } from './descendants.ts';
import { findMarked, type Mark } from './mark.ts';
import { processAt, type ProcessId } from './process-table.ts';

export interface Swept {
  readonly mark: Mark;
  /** Of this start only: the notes of its descendants may be in it. */
  readonly folder: string;
  /** The application's first process, once there is one. */
  readonly leader?: ProcessId;
  /** What descends from it has the limit of the mark; without it, nobody knows who does. */
  readonly limited?: boolean;
}

/** A process may fork between being seen and being killed, so the search repeats until it finds nobody. */
const maxPasses = 40;
const pauseMs = 25;
/** What somebody else starts, again and again, with the environment that he was handed is left to him in the end. */
const passesForForeign = 3;

export async function sweep({ mark, folder, leader, limited = false }: Swept): Promise<void> {
  if (process.platform === 'win32') return leader === undefined ? undefined : killTreeOnWindows(leader.pid);
  if (leader !== undefined) await kill(leader, -leader.pid);
  for (const noted of notedIn(folder)) await kill(noted);
  for (let pass = 0; pass < maxPasses; pass++) {
    const marked = await findMarked(mark);
    const found = limited && pass >= passesForForeign ? marked.filter((each) => each.limited) : marked;
    if (found.length === 0) return;
    for (const each of found) await kill(each);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

/** Looks again right before the signal: a number that is used again belongs to somebody else. A group's is its leader's, while that runs. */
async function kill({ pid, start }: ProcessId, target = pid): Promise<void> {
  if ((await processAt(pid))?.start !== start) return;
  try {
    process.kill(target, 'SIGKILL');
  } catch {
    // Already gone.
  }
}

function killTreeOnWindows(leader: number): Promise<void> {
  return new Promise((resolve) => {
    execFile('taskkill', ['/PID', String(leader), '/T', '/F'], () => {
      resolve();
    });
  });
}
