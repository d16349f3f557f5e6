/** Calls the command line, in a process that is kept for many calls or in one of its own, and ends it where it hangs. */
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { Arena } from './arena.ts';
import type { Call } from './form.ts';
import type { Ended } from './judge.ts';
import type { WorkerAnswer, WorkerCall } from './worker.ts';

const root = join(import.meta.dirname, '..', '..');
export const cliFile = join(root, 'dist', 'cli.cjs');

/** Calls without an application; on a busy machine a second may take three. */
const patienceMs = 10_000;
const callsPerWorker = 250;

export interface Caller {
  call(call: Call, arena: Arena): Promise<Ended>;
  close(): void;
}

export function environmentOf({ home, tmp, outside }: Arena): Readonly<Record<string, string>> {
  return { LEANSCOPE_HOME: home, HOME: outside, TMPDIR: tmp };
}

/** `patienceMs` is how long a call may take. */
export function workerCaller(patience = patienceMs): Caller {
  let worker: ChildProcess | undefined;
  let calls = 0;
  const fresh = async (): Promise<ChildProcess> => {
    if (worker !== undefined && ++calls < callsPerWorker && worker.connected) return worker;
    worker?.kill('SIGKILL');
    calls = 0;
    const started = fork(join(import.meta.dirname, 'worker.ts'), {
      execArgv: ['--no-warnings', '--max-old-space-size=2048'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    worker = started;
    await once(started, 'message');
    return started;
  };
  return {
    call: async ({ args, data }, arena) => {
      const started = await fresh();
      forgetPeak(started.pid);
      const request: WorkerCall = { args, cwd: arena.work, env: environmentOf(arena) };
      const answered = await answerOf(started, request, patience);
      const peakBytes = peakOf(started.pid);
      if (typeof answered === 'string') {
        started.kill('SIGKILL');
        worker = undefined;
        // A process that dies of its input dies of a bug.
        return {
          code: answered === 'died' ? 4 : undefined,
          screen: '',
          output: '',
          hung: answered === 'hung',
          peakBytes,
        };
      }
      const { code, stdout, stderr } = answered;
      const screen = data === true ? stderr : stdout + stderr;
      return { code, screen, output: stdout + stderr, hung: false, peakBytes };
    },
    close: () => void worker?.kill('SIGKILL'),
  };
}

async function answerOf(
  worker: ChildProcess,
  request: WorkerCall,
  patience: number,
): Promise<WorkerAnswer | 'hung' | 'died'> {
  const cancel = new AbortController();
  const { signal } = cancel;
  let timer: NodeJS.Timeout | undefined;
  try {
    const answered = once(worker, 'message', { signal }).then(([message]) => message as WorkerAnswer);
    const died = once(worker, 'exit', { signal }).then(() => 'died' as const);
    const hung = new Promise<'hung'>((resolve) => {
      timer = setTimeout(resolve, patience, 'hung');
    });
    worker.send(request);
    return await Promise.race([answered, died, hung]);
  } finally {
    clearTimeout(timer);
    worker.removeAllListeners('message');
    worker.removeAllListeners('exit');
  }
}

/** The program as it is installed. */
export function programCaller(patience = patienceMs): Caller {
  return {
    call: ({ args, data }, arena) =>
      new Promise((resolve) => {
        const child = spawn(process.execPath, [cliFile, ...args], {
          cwd: arena.work,
          env: { ...process.env, ...environmentOf(arena) },
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        let [stdout, stderr, hung, peakBytes] = ['', '', false, 0];
        child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
        child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
        const watch = setInterval(() => (peakBytes = Math.max(peakBytes, peakOf(child.pid))), 50);
        const timer = setTimeout(() => {
          hung = true;
          child.kill('SIGKILL');
        }, patience);
        child.on('close', (code) => {
          clearInterval(watch);
          clearTimeout(timer);
          const screen = data === true ? stderr : stdout + stderr;
          resolve({ code: code ?? undefined, screen, output: stdout + stderr, hung, peakBytes });
        });
      }),
    close: () => undefined,
  };
}

/** Linux keeps the highest resident size of a process, and forgets it when asked (proc_pid_clear_refs(5)); 0 elsewhere. */
function peakOf(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid ?? 0}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    // Gone, or no Linux.
    return 0;
  }
}

function forgetPeak(pid: number | undefined): void {
  try {
    writeFileSync(`/proc/${pid ?? 0}/clear_refs`, '5');
  } catch {
    // No Linux: the peak is that of all calls before.
  }
}
