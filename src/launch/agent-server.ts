/** The socket that agents call: keeps one link per thread of the application. */
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import type { AgentHello, AgentListening, AgentWorker, FromAgent } from '../model/agent-protocol.ts';
import { FailureError } from '../model/failure.ts';
import type { AgentLink } from '../model/target.ts';
import { createLink, type Link } from './agent-link.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

export interface AgentServer {
  /** A folder for this start only (mode 0700): the socket is in it, and evidence may be. Removed on close. */
  readonly folder: string;
  readonly socketPath: string;
  readonly secret: string;
  readonly links: readonly AgentLink[];
  close(): Promise<void>;
}

export interface AgentServerOptions {
  readonly onListening: (link: AgentLink, listening: AgentListening) => void;
  readonly logTail: () => string;
}

export async function startAgentServer(options: AgentServerOptions): Promise<AgentServer> {
  const secret = randomBytes(24).toString('hex');
  // A folder of one's own keeps other users of the machine from the socket; the secret keeps the rest.
  const folder = await makeTemporaryFolder();
  const pipe = `\\.\pipe\leanscope-${randomBytes(12).toString('hex')}`;
  const socketPath = process.platform === 'win32' ? pipe : join(folder, 'agent.sock');
  const links: Link[] = [];
  const sockets = new Set<Socket>();
  const processes: number[] = [];
  /** A worker is told of by its main thread, and most say hello themselves, before or after. */
  const linkOf = ({ pid, nodeVersion }: AgentHello, thread: number, entry?: string): Link => {
    const known = links.find((each) => each.pid === pid && each.thread === thread);
    if (known !== undefined) return known;
    if (!processes.includes(pid)) processes.push(pid);
    const of = { process: processes.indexOf(pid), pid, thread, nodeVersion, ...(entry === undefined ? {} : { entry }) };
    const link = createLink(of, { folder, logTail: options.logTail });
    links.push(link);
    return link;
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    receive(socket, (hello) => {
      if (hello.secret !== secret) return undefined;
      const link = linkOf(hello, hello.threadId, hello.argv[1]);
      link.joinedBy(socket);
      return {
        link,
        onWorker: ({ kind, threadId }) => {
          linkOf(hello, threadId).reachedBy(kind === 'worker' ? link : undefined);
        },
        onListening: (listening) => {
          options.onListening(link, listening);
        },
      };
    });
  });
  await listen(server, socketPath).catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true });
    throw notListening(folder, error);
  });
  return {
    folder,
    socketPath,
    secret,
    links,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The path of a socket holds some hundred characters: no more than that of a short folder. */
function notListening(folder: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) return error;
  const problem = `no socket can be made there (${code === 'EINVAL' || code === 'ENAMETOOLONG' ? 'its path is too long' : code}).`;
  const fix = 'Set the environment variable TMPDIR to another folder that is yours, with a short path.';
  return new FailureError({ kind: 'badFile', file: folder, problem, fix });
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
}

interface Accepted {
  readonly link: Link;
  readonly onListening: (listening: AgentListening) => void;
  readonly onWorker: (worker: AgentWorker) => void;
}

/** Reads JSON lines; whoever does not say hello with the secret first is shut out. */
function receive(socket: Socket, accept: (hello: AgentHello) => Accepted | undefined): void {
  let accepted: Accepted | undefined;
  // Profiles are large: pieces are joined once a line is whole, not at each arrival.
  let pieces: string[] = [];
  let length = 0;
  let late: NodeJS.Timeout | undefined;
  socket.on('close', () => {
    clearTimeout(late);
  });
  socket.setEncoding('utf8');
  socket.on('error', () => undefined);
  socket.on('data', (text: string) => {
    const [rest = '', ...lines] = text.split('\n');
    // From its first word on, not from the call: an application that starts for some seconds without a pause says nothing meanwhile.
    if (accepted === undefined) late ??= setTimeout(() => socket.destroy(), helloMs);
    pieces.push(rest);
    length += rest.length;
    for (const next of lines) {
      if (length > mostCharacters(accepted)) break;
      const message = parse(pieces.join(''));
      pieces = [next];
      length = next.length;
      accepted ??= isHello(message) ? accept(message) : undefined;
      if (accepted === undefined) socket.destroy();
      else if (message?.kind === 'listening') accepted.onListening(message);
      else if (message?.kind === 'worker' || message?.kind === 'workerEnded') accepted.onWorker(message);
      else if (message?.kind === 'reply') accepted.link.settle(message);
      if (accepted !== undefined) clearTimeout(late);
    }
    if (length <= mostCharacters(accepted)) return;
    pieces = [];
    socket.destroy();
  });
}

function isHello(message: FromAgent | undefined): message is AgentHello {
  if (message?.kind !== 'hello') return false;
  const { pid, threadId, nodeVersion, argv } = message as Partial<Record<keyof AgentHello, unknown>>;
  return Number.isInteger(pid) && Number.isInteger(threadId) && typeof nodeVersion === 'string' && Array.isArray(argv);
}

/** Anybody who finds the socket may call. */
const helloMs = 2000;
const longestHello = 4096;
/** A profile of the longest measurement is a quarter of it. */
const longestLine = 256 * 1024 * 1024;

function mostCharacters(accepted: Accepted | undefined): number {
  return accepted === undefined ? longestHello : longestLine;
}

function parse(line: string): FromAgent | undefined {
  try {
    return JSON.parse(line) as FromAgent;
  } catch {
    // Not one of ours.
    return undefined;
  }
}
