/** Ends every process that descends from a run, also those that left its process group or lost their parent. */
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import process from 'node:process';
import { RUN_ID_ENV } from '../model/agent-protocol.ts';

/** A process may fork between being seen and being killed, so the search repeats until it finds nobody. */
const maxPasses = 40;

export async function sweep(runId: string, leader: number | undefined): Promise<void> {
  if (process.platform === 'win32') return leader === undefined ? undefined : killTreeOnWindows(leader);
  if (leader !== undefined) kill(-leader);
  for (let pass = 0; pass < maxPasses; pass++) {
    const found = await marked(runId);
    if (found.length === 0) return;
    for (const pid of found) kill(pid);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}

/** Processes whose environment carries the run's mark, except this one. */
async function marked(runId: string): Promise<readonly number[]> {
  const mark = `${RUN_ID_ENV}=${runId}`;
  const pids = process.platform === 'linux' ? await markedOnLinux(mark) : await markedByPs(mark);
  return pids.filter((pid) => pid !== process.pid);
}

async function markedOnLinux(mark: string): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) =>
      (await read(`/proc/${pid}/environ`)).split('\0').includes(mark) && !(await isZombie(pid))
        ? Number(pid)
        : undefined,
    ),
  );
  return found.filter((pid) => pid !== undefined);
}

async function isZombie(pid: string): Promise<boolean> {
  const stat = await read(`/proc/${pid}/stat`);
  // The state follows the command name, which may itself contain parentheses.
  return stat === '' || stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
}

/** Empty for a process that has gone, or belongs to somebody else. */
function read(file: string): Promise<string> {
  return readFile(file, 'latin1').catch(() => '');
}

/** macOS and the BSDs print the environment of one's own processes with `ps -E`. */
function markedByPs(mark: string): Promise<readonly number[]> {
  return new Promise((resolve) => {
    execFile('ps', ['-axEww', '-o', 'pid=,command='], { maxBuffer: 64 * 1024 * 1024 }, (error, stdout) => {
      if (error !== null) {
        resolve([]);
        return;
      }
      const lines = stdout.split('\n').filter((line) => line.includes(mark));
      resolve(lines.map((line) => Number.parseInt(line, 10)).filter((pid) => !Number.isNaN(pid)));
    });
  });
}

function killTreeOnWindows(leader: number): Promise<void> {
  return new Promise((resolve) => {
    execFile('taskkill', ['/PID', String(leader), '/T', '/F'], () => {
      resolve();
    });
  });
}
