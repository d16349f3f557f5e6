/** The Node.js processes of this machine that this user may attach to, and what is known of one. */
import { readdir, readFile, readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import process from 'node:process';
import type { NodeProcess } from '../model/node-process.ts';
import { listeningPorts } from './listening-ports.ts';
import { output } from './output.ts';

interface Candidate {
  readonly pid: number;
  /** Path or name of what it runs. */
  readonly program: string;
  readonly command: readonly string[];
}

const isNode = (program: string): boolean => /^node(js)?(-?\d+)?(\.exe)?( \(deleted\))?$/i.test(basename(program));

/** Without the tool itself and what stands above it: npm, an editor. */
export async function listNodeProcesses(): Promise<readonly NodeProcess[]> {
  const own = new Set([process.pid, process.ppid]);
  const candidates = (await candidatesHere()).filter(({ pid, program }) => !own.has(pid) && isNode(program));
  const described = await Promise.all(
    candidates.map(async ({ pid, command }): Promise<NodeProcess> => {
      const [cwd, ports] = await Promise.all([cwdOf(pid), listeningPorts(pid)]);
      return { pid, command, ...(cwd === undefined ? {} : { cwd }), ports };
    }),
  );
  // Those that listen first: they are what one would put load on.
  return described.sort((a, b) => Number(b.ports.length > 0) - Number(a.ports.length > 0) || a.pid - b.pid);
}

export type Identity =
  | { readonly kind: 'node'; readonly command: readonly string[] }
  | { readonly kind: 'noSuchProcess' | 'notOurs' }
  | { readonly kind: 'notNode'; readonly program: string }
  /** SIGUSR1 would not open its inspector but end it. */
  | { readonly kind: 'inspectorOff' };

export async function identify(pid: number): Promise<Identity> {
  const reached = reach(pid);
  if (reached !== 'ok') return { kind: reached };
  const candidate = (await candidatesHere()).find((each) => each.pid === pid);
  if (candidate === undefined || candidate.program === '')
    return { kind: reach(pid) === 'ok' ? 'notOurs' : 'noSuchProcess' };
  if (!isNode(candidate.program)) return { kind: 'notNode', program: basename(candidate.program) };
  if (process.platform === 'linux' && !(await catchesUserSignal(pid))) return { kind: 'inspectorOff' };
  return { kind: 'node', command: candidate.command };
}

function reach(pid: number): 'ok' | 'noSuchProcess' | 'notOurs' {
  try {
    process.kill(pid, 0);
    return 'ok';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? 'notOurs' : 'noSuchProcess';
  }
}

export const isAlive = (pid: number): boolean => reach(pid) !== 'noSuchProcess';

/** Node.js catches SIGUSR1 (10 on Linux) unless it was started with --disable-sigusr1; uncaught, the signal kills. */
async function catchesUserSignal(pid: number): Promise<boolean> {
  const mask = /^SigCgt:\s*([0-9a-f]+)/m.exec(await readText(`/proc/${pid}/status`))?.[1];
  return mask !== undefined && ((BigInt(`0x${mask}`) >> 9n) & 1n) === 1n;
}

function candidatesHere(): Promise<readonly Candidate[]> {
  if (process.platform === 'linux') return onLinux();
  return process.platform === 'win32' ? onWindows() : byPs();
}

/** Those of other users have no readable `exe`, and are left out by that. */
async function onLinux(): Promise<readonly Candidate[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  return Promise.all(
    pids.map(async (pid) => ({
      pid: Number(pid),
      program: await readlink(`/proc/${pid}/exe`).catch(() => ''),
      command: (await readText(`/proc/${pid}/cmdline`)).split('\0').filter((word) => word !== ''),
    })),
  );
}

/** The path may contain spaces: it is the longest column and comes last in a list of its own. */
async function byPs(): Promise<readonly Candidate[]> {
  const [programs, commands] = await Promise.all(
    ['comm=', 'args='].map(async (column) => {
      const lines = (await output('ps', ['-xo', `pid=,${column}`])).split('\n');
      return new Map(lines.map((line) => [Number.parseInt(line, 10), line.trim().replace(/^\d+\s+/, '')]));
    }),
  );
  return [...(programs ?? [])].map(([pid, program]) => ({ pid, program, command: [commands?.get(pid) ?? program] }));
}

async function onWindows(): Promise<readonly Candidate[]> {
  const query = 'Get-CimInstance Win32_Process | Select-Object ProcessId,Name,CommandLine | ConvertTo-Json -Compress';
  const text = await output('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', query]);
  if (text === '') return [];
  const rows = JSON.parse(text) as readonly { ProcessId: number; Name: string; CommandLine: string | null }[];
  return rows.map(({ ProcessId, Name, CommandLine }) => ({
    pid: ProcessId,
    program: Name,
    command: [CommandLine ?? Name],
  }));
}

async function cwdOf(pid: number): Promise<string | undefined> {
  if (process.platform !== 'linux') return undefined;
  return readlink(`/proc/${pid}/cwd`).catch(() => undefined);
}

/** Empty for a process that has gone, or belongs to somebody else. */
function readText(file: string): Promise<string> {
  return readFile(file, 'latin1').catch(() => '');
}
