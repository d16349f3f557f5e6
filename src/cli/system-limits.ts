/** What the system lets this program have, where it is too little to measure an application with: said before anything is started. */
import { readdirSync, readFileSync } from 'node:fs';
import process from 'node:process';
import type { Failure } from '../model/failure-kinds.ts';

type NarrowLimit = Extract<Failure, { readonly kind: 'narrowLimit' }>;

/** The tool, its helpers and a few connections take about 50; an application of any size takes more. */
const leastFiles = 128;
/** Keeper, generator and one Node.js process of the application have eleven threads each, which Linux counts as processes. */
const leastProcesses = 40;
/** Three processes of Node.js and the application. */
const leastBytes = 256 * 2 ** 20;
/** What each of them reserves: V8 takes addresses for far more than it uses. */
const leastAddresses = 4e9;

/** undefined where all is well, or the system does not tell. */
export function narrowLimit(): NarrowLimit | undefined {
  const limits = read('/proc/self/limits');
  const files = softLimit(limits, 'Max open files');
  if (files < leastFiles) return { kind: 'narrowLimit', limit: 'files', has: files, needs: leastFiles };
  const processes = softLimit(limits, 'Max processes');
  // The superuser is not held to it.
  if (Number.isFinite(processes) && process.getuid?.() !== 0) {
    const free = Math.max(0, processes - threadsOf(process.getuid?.()));
    if (free < leastProcesses) return { kind: 'narrowLimit', limit: 'processes', has: free, needs: leastProcesses };
  }
  const addresses = softLimit(limits, 'Max address space');
  if (addresses < leastAddresses)
    return { kind: 'narrowLimit', limit: 'memory', has: addresses, needs: leastAddresses };
  const bytes = process.constrainedMemory() || Infinity;
  return bytes < leastBytes ? { kind: 'narrowLimit', limit: 'memory', has: bytes, needs: leastBytes } : undefined;
}

/** An error that says that a limit was reached later, whoever met it. */
export function limitReached(error: unknown): NarrowLimit | undefined {
  const { code = '', syscall = '' } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  if (code === 'EMFILE' || code === 'ENFILE') return { kind: 'narrowLimit', limit: 'files' };
  if (code === 'EAGAIN' && syscall.startsWith('spawn')) return { kind: 'narrowLimit', limit: 'processes' };
  return code === 'ENOMEM' || code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? { kind: 'narrowLimit', limit: 'memory' }
    : undefined;
}

/** Infinity for "unlimited", and where nothing is said. */
function softLimit(limits: string, name: string): number {
  const soft = limits
    .split('\n')
    .find((line) => line.startsWith(name))
    ?.slice(name.length)
    .trim()
    .split(/\s+/)[0];
  return soft === undefined || soft === 'unlimited' ? Infinity : Number(soft);
}

function threadsOf(user: number | undefined): number {
  let threads = 0;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const status = read(`/proc/${pid}/status`);
    if (Number(/^Uid:\s+(\d+)/m.exec(status)?.[1]) !== user) continue;
    threads += Number(/^Threads:\s+(\d+)/m.exec(status)?.[1] ?? 0);
  }
  return threads;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}
