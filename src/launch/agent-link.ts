/** Requests to one agent, and its answers. */
import type { Socket } from 'node:net';
import type { AgentHello, AgentMethods, AgentReply, ToAgent } from '../model/agent-protocol.ts';
import { FailureError } from '../model/failure.ts';
import type { AgentLink } from '../model/target.ts';

export interface Link extends AgentLink {
  settle(reply: AgentReply): void;
}

interface Waiting {
  readonly method: keyof AgentMethods;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

const defaultTimeoutMs = 15_000;

export function createLink(
  socket: Socket,
  { pid, threadId, nodeVersion, argv: [, entry] }: AgentHello,
  { process, logTail }: { readonly process: number; readonly logTail: () => string },
): Link {
  const waiting = new Map<number, Waiting>();
  let nextId = 1;
  let open = true;
  socket.on('close', () => {
    open = false;
    for (const { method, reject } of waiting.values()) reject(gone(method));
    waiting.clear();
  });
  return {
    process,
    pid,
    thread: threadId,
    ...(entry === undefined ? {} : { entry }),
    nodeVersion,
    get open() {
      return open;
    },
    request: <M extends keyof AgentMethods>(
      method: M,
      params: AgentMethods[M]['params'],
      timeoutMs = defaultTimeoutMs,
    ) =>
      new Promise<AgentMethods[M]['result']>((resolve, reject) => {
        if (!open) {
          reject(gone(method));
          return;
        }
        const id = nextId++;
        const timer = setTimeout(() => {
          waiting.delete(id);
          reject(new FailureError({ kind: 'unresponsive', what: words[method], waitedMs: timeoutMs, log: logTail() }));
        }, timeoutMs);
        waiting.set(id, {
          method,
          resolve: (result) => {
            clearTimeout(timer);
            resolve(result as AgentMethods[M]['result']);
          },
          reject: (error) => {
            clearTimeout(timer);
            reject(error);
          },
        });
        const message: ToAgent = { id, method, params };
        socket.write(`${JSON.stringify(message)}\n`);
      }),
    settle: ({ id, result, error }) => {
      const waiter = waiting.get(id);
      waiting.delete(id);
      if (error === undefined) waiter?.resolve(result);
      else waiter?.reject(failed(waiter.method, error, logTail()));
    },
  };
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
  closeInspector: 'closing its inspector',
  detach: 'letting go of it',
};
