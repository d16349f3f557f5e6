/**
 * Into a running process through its inspector, and out again: finds the port or has Node.js open it, evaluates one expression,
 * and closes the line. What the expression brought in then speaks for itself.
 */
import { execFileSync } from 'node:child_process';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WebSocket } from 'undici';
import { listeningPorts, portsInUse } from './listening-ports.ts';

export interface InspectorPort {
  readonly url: string;
  readonly port: number;
  /** It was not open before: closing it again is up to us. */
  readonly opened: boolean;
}

export type NoInspector = 'didNotOpen' | 'portTaken' | 'alreadyDebugged';

/** Where Node.js opens its inspector unless it was started with --inspect-port. */
const defaultPort = 9229;
/** It opens within a moment, but of a busy machine the process has to get a turn first. */
const patienceMs = 30_000;
const pollMs = 50;

export async function openInspector(pid: number): Promise<InspectorPort | NoInspector> {
  // Looked at before we are a client ourselves.
  const inUse = await portsInUse(pid);
  const before = await inspectorAmong(await portsToTry(pid), pid);
  if (before !== undefined) return inUse.has(before.port) ? 'alreadyDebugged' : { ...before, opened: false };
  const taken = await isTaken(pid);
  askForInspector(pid);
  const deadline = performance.now() + patienceMs;
  while (performance.now() < deadline) {
    await sleep(pollMs);
    const found = await inspectorAmong(await portsToTry(pid), pid);
    if (found !== undefined) return { ...found, opened: true };
  }
  return taken ? 'portTaken' : 'didNotOpen';
}

/** As "node inspect -p" does. Windows has no signals: only the first thread of a Node.js knows what stands for one there. */
function askForInspector(pid: number): void {
  if (process.platform !== 'win32') process.kill(pid, 'SIGUSR1');
  else execFileSync(process.execPath, ['-e', `process._debugProcess(${pid})`], { stdio: 'ignore' });
}

/** Where the system does not tell a process's ports, the usual one is tried: whose it is turns out when it is asked. */
async function portsToTry(pid: number): Promise<readonly number[]> {
  const ports = await listeningPorts(pid);
  return ports.length > 0 || process.platform === 'linux' ? ports : [defaultPort];
}

async function isTaken(pid: number): Promise<boolean> {
  return !(await listeningPorts(pid)).includes(defaultPort) && (await webSocketUrl(defaultPort)) !== undefined;
}

async function inspectorAmong(
  ports: readonly number[],
  pid: number,
): Promise<{ readonly url: string; readonly port: number } | undefined> {
  for (const port of ports) {
    const url = await webSocketUrl(port);
    if (url !== undefined && (await evaluate(url, 'process.pid').catch(() => undefined)) === pid) return { url, port };
  }
  return undefined;
}

const askMs = 5000;

/**
 * An inspector answers `/json/list` with where it can be spoken to; anything else is a server of the application, which may answer
 * what it likes: of the answer only the name of the target is taken, and asked at the same port of this machine.
 */
async function webSocketUrl(port: number): Promise<string | undefined> {
  try {
    const signal = AbortSignal.timeout(askMs);
    const response = await fetch(`http://127.0.0.1:${port}/json/list`, { signal, redirect: 'error' });
    return inspectorUrl(JSON.parse(await shortText(response)), port);
  } catch {
    return undefined;
  }
}

/** Undefined where the answer of a port's `/json/list` is none of Node.js's. */
export function inspectorUrl(list: unknown, port: number): string | undefined {
  const [target] = Array.isArray(list) ? (list as readonly unknown[]) : [];
  const { type, id } = (target ?? {}) as { readonly type?: unknown; readonly id?: unknown };
  if (type !== 'node' || typeof id !== 'string' || !/^[\w-]{1,100}$/.test(id)) return undefined;
  return `ws://127.0.0.1:${port}/${id}`;
}

/** An inspector's list has some hundred bytes for each target. */
const longestList = 64 * 1024;

async function shortText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of response.body ?? []) {
    text += decoder.decode(piece, { stream: true });
    if (text.length > longestList) throw new Error('it is no list of an inspector');
  }
  return text;
}

interface Evaluated {
  readonly id: number;
  readonly result?: {
    readonly result?: { readonly value?: unknown };
    readonly exceptionDetails?: { readonly exception?: { readonly description?: string }; readonly text: string };
  };
  readonly error?: { readonly message: string };
}

const answerMs = 15_000;

/** Evaluates one expression in the process's main thread, where `require` is at hand; the value has to be plain JSON. */
export async function evaluate(url: string, expression: string): Promise<unknown> {
  // Node.js 20 has none of its own; loaded here, and not by every command.
  const undici = await import('undici');
  const socket = new undici.WebSocket(url);
  try {
    const { result, error } = await new Promise<Evaluated>((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error('it did not answer: is it stopped at a breakpoint?'));
      }, answerMs);
      socket.addEventListener('message', ({ data }) => {
        const message = answerIn(String(data));
        if (message?.id !== 1) return;
        clearTimeout(timer);
        resolve(message);
      });
      socket.addEventListener('error', () => {
        clearTimeout(timer);
        reject(new Error('its inspector refused the connection'));
      });
      socket.addEventListener('open', () => {
        const params = { expression, includeCommandLineAPI: true, returnByValue: true };
        socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params }));
      });
    });
    const failed = error?.message ?? result?.exceptionDetails?.exception?.description ?? result?.exceptionDetails?.text;
    if (failed !== undefined) throw new Error(failed.split('\n')[0]);
    return result?.result?.value;
  } finally {
    await closed(socket);
  }
}

/** What answers may be a server of the application's. */
function answerIn(text: string): Evaluated | undefined {
  try {
    return (JSON.parse(text) ?? undefined) as Evaluated | undefined;
  } catch {
    return undefined;
  }
}

async function closed(socket: WebSocket): Promise<void> {
  if (socket.readyState === socket.CLOSED) return;
  const gone = new Promise((resolve) => {
    socket.addEventListener('close', resolve);
  });
  socket.close();
  await Promise.race([gone, sleep(1000)]);
}
