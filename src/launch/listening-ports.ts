/** The TCP ports a process listens on, as the operating system knows them. */
import { readdir, readFile, readlink } from 'node:fs/promises';
import process from 'node:process';
import { output } from './output.ts';

/** Ascending; empty where the system does not tell. */
export async function listeningPorts(pid: number): Promise<readonly number[]> {
  const ports = process.platform === 'linux' ? await onLinux(pid) : await byProgram(pid);
  return [...new Set(ports)].sort((a, b) => a - b);
}

/** Local ports with somebody connected to them, in the process's network; empty where the system does not tell. */
export async function portsInUse(pid: number): Promise<ReadonlySet<number>> {
  if (process.platform !== 'linux') return new Set();
  return new Set((await socketsOnLinux(pid)).filter(({ state }) => state === established).map(({ port }) => port));
}

/** The kernel's numbers of TCP states (include/net/tcp_states.h). */
const [established, listening] = ['01', '0A'];

interface TcpSocket {
  readonly port: number;
  readonly state: string;
  readonly inode: string;
}

async function onLinux(pid: number): Promise<readonly number[]> {
  const own = await inodesOf(pid);
  const sockets = await socketsOnLinux(pid);
  return sockets.filter(({ state, inode }) => state === listening && own.has(inode)).map(({ port }) => port);
}

/** Of the process's network namespace, so of other processes too. */
async function socketsOnLinux(pid: number): Promise<readonly TcpSocket[]> {
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((table) => readFile(`/proc/${pid}/net/${table}`, 'latin1').catch(() => '')),
  );
  return tables.flatMap((table) =>
    table
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((columns) => columns.length > 9)
      .map((columns) => ({
        port: Number.parseInt(columns[1]?.split(':')[1] ?? '', 16),
        state: columns[3] ?? '',
        inode: columns[9] ?? '',
      })),
  );
}

async function inodesOf(pid: number): Promise<ReadonlySet<string>> {
  const folder = `/proc/${pid}/fd`;
  const files = await readdir(folder).catch(() => []);
  const links = await Promise.all(files.map((file) => readlink(`${folder}/${file}`).catch(() => '')));
  return new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
}

async function byProgram(pid: number): Promise<readonly number[]> {
  const text =
    process.platform === 'win32'
      ? await output('netstat', ['-ano', '-p', 'tcp'])
      : await output('lsof', ['-nP', '-a', '-p', String(pid), '-iTCP', '-sTCP:LISTEN', '-Fn']);
  return process.platform === 'win32' ? portsOfNetstat(text, pid) : portsOfLsof(text);
}

/** `  TCP    127.0.0.1:9229    0.0.0.0:0    LISTENING    4242`; the word is translated, a foreign port of 0 is not. */
export function portsOfNetstat(text: string, pid: number): readonly number[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [, local = '', foreign = '', ...rest] = line.trim().split(/\s+/);
    return foreign.endsWith(':0') && rest.at(-1) === String(pid) ? [Number(local.split(':').at(-1))] : [];
  });
}

/** `n127.0.0.1:9229`, a line each, among lines of other fields. */
export function portsOfLsof(text: string): readonly number[] {
  return text.split('\n').flatMap((line) => {
    const port = /^n.*:(\d+)$/.exec(line)?.[1];
    return port === undefined ? [] : [Number(port)];
  });
}
