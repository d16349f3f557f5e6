/**
 * Requests to one agent, and its answers. A worker has two ways: its own line, and the main thread of its process, whose agent asks it in
 * an interrupt. Its own comes first; once it has left a request unanswered for a moment, it is one that does not turn its event loop, and
 * the other way is taken from then on.
 */
import { readFile, rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { basename, join } from 'node:path';
import type { AgentMethods, AgentReply, ToAgent } from '../model/agent-protocol.ts';
import { FailureError } from '../model/failure.ts';
import type { AgentLink } from '../model/target.ts';

export interface Link extends AgentLink {
  readonly settle: (reply: AgentReply) => void;
  /** It has called: this is its own line. */
  readonly joinedBy: (socket: Socket) => void;
  /** The agent in its process's main thread reaches it from now on; undefined, that it has ended. */
  readonly reachedBy: (main: AgentLink | undefined) => void;
}

interface Waiting {
  readonly method: keyof AgentMethods;
  /** Asks in an interrupt, where the thread can be reached so, from when it has been silent for a moment. */
  readonly insist: () => boolean;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

export interface LinkOptions {
  readonly logTail: () => string;
  /** Where long answers are left. */
  readonly folder: string;
}

const defaultTimeoutMs = 15_000;
/** An event loop that turns has answered by then, but for one that is held. */
const silentMs = 150;

export function createLink(of: Omit<AgentLink, 'open' | 'request'>, { logTail, folder }: LinkOptions): Link {
  const waiting = new Map<number, Waiting>();
  let nextId = 1;
  let line: Socket | undefined;
  let main: AgentLink | undefined;
  let isSilent = false;
  const isOpen = (): boolean => line !== undefined || main?.open === true;
  const dropIfClosed = (): void => {
    if (isOpen()) return;
    for (const { method, reject } of waiting.values()) reject(gone(method));
    waiting.clear();
  };
  const settle = ({ id, result, error }: AgentReply): void => {
    const waiter = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) waiter?.resolve(result);
    else waiter?.reject(failed(waiter.method, error, logTail()));
  };
  const askInInterrupt = async (message: ToAgent, timeoutMs: number): Promise<void> => {
    if (main === undefined) return;
    isSilent = true;
    try {
      const answer = await main.request('askWorker', { thread: of.thread, request: message }, timeoutMs);
      // What came over its own line before is answered there.
      if (answer.kind !== 'taken') settle(await whole(answer, folder));
    } catch (error) {
      const waiter = waiting.get(message.id);
      waiting.delete(message.id);
      waiter?.reject(error instanceof Error ? error : new Error(String(error)));
    }
  };
  return {
    ...of,
    get open() {
      return isOpen();
    },
    request: <M extends keyof AgentMethods>(
      method: M,
      params: AgentMethods[M]['params'],
      timeoutMs = defaultTimeoutMs,
    ) =>
      new Promise<AgentMethods[M]['result']>((resolve, reject) => {
        if (!isOpen()) {
          reject(gone(method));
          return;
        }
        const id = nextId++;
        const timer = setTimeout(() => {
          waiting.delete(id);
          reject(new FailureError({ kind: 'unresponsive', what: words[method], waitedMs: timeoutMs, log: logTail() }));
        }, timeoutMs);
        const message: ToAgent = { id, method, params };
        let isAsked = false;
        let isOverdue = line === undefined || isSilent;
        /** Whether it goes that way. */
        const insist = (): boolean => {
          if (isAsked || !isOverdue || main?.open !== true) return isAsked;
          isAsked = true;
          void askInInterrupt(message, timeoutMs);
          return true;
        };
        const patience = setTimeout(() => {
          isOverdue = true;
          insist();
        }, silentMs);
        const over = (): void => {
          clearTimeout(timer);
          clearTimeout(patience);
        };
        waiting.set(id, {
          method,
          insist,
          resolve: (result) => {
            over();
            resolve(result as AgentMethods[M]['result']);
          },
          reject: (error) => {
            over();
            reject(error);
          },
        });
        if (!insist()) line?.write(`${JSON.stringify(message)}\n`);
      }),
    settle,
    joinedBy: (socket) => {
      line = socket;
      socket.on('close', () => {
        line = undefined;
        dropIfClosed();
      });
    },
    reachedBy: (by) => {
      main = by;
      dropIfClosed();
      for (const { insist } of [...waiting.values()]) insist();
    },
  };
}

async function whole(answer: AgentReply, folder: string): Promise<AgentReply> {
  if (answer.file === undefined) return answer;
  const file = join(folder, basename(answer.file));
  const text = await readFile(file, 'utf8');
  await rm(file, { force: true });
  return JSON.parse(text) as AgentReply;
}

function gone(method: keyof AgentMethods): FailureError {
  return new FailureError({ kind: 'agentFailed', problem: 'gone', what: words[method], log: '' });
}

/** Whatever the application did to the objects that the agent works with: it is the application that could not be measured. */
function failed(method: keyof AgentMethods, reason: string, log: string): FailureError {
  return new FailureError({ kind: 'agentFailed', problem: 'threw', what: words[method], reason, log });
}

const words: Record<keyof AgentMethods, string> = {
  counters: 'reading its counters',
  askWorker: 'asking one of its workers',
  identity: 'saying which thread it is',
  routes: 'listing its routes',
  startCpuSampling: 'starting to sample CPU',
  stopCpuSampling: 'handing over the CPU samples',
  startAllocationSampling: 'starting to sample allocations',
  readAllocationSampling: 'handing over the allocation samples',
  collectGarbage: 'collecting its garbage',
  stopAllocationSampling: 'handing over the allocation samples',
  loadEngine: 'loading the profiling engine',
  scripts: 'handing over its scripts',
  usesOutgoing: 'saying whether it calls others',
  startOutgoing: 'beginning to note what it asks of others',
  stopOutgoing: 'handing over what it asked of others',
  startCounting: 'beginning to count calls',
  takeCalls: 'handing over the calls it counted',
  stopCounting: 'ending to count calls',
  startTracing: "beginning to trace V8's helper threads",
  stopTracing: "handing over what V8's helper threads did",
  closeInspector: 'closing its inspector',
  detach: 'letting go of it',
};
