/**
 * The line to the worker threads of this process, whatever they do. A worker that sleeps in `Atomics.wait`, as those of most pools do between two
 * tasks, or that computes for long, turns no event loop and hears no socket. V8's inspector is heard all the same: its
 * messages are looked at in an interrupt, which wakes the thread where it sleeps and lets it sleep on, with its time limit, when it
 * has answered (`StackGuard::RequestInterrupt` and `FutexEmulation::WaitSync` in V8's src/execution). So `Atomics.wait` stays as it is,
 * and a worker that is not asked anything notices nothing.
 *
 * Node.js tells the main thread of every worker of the process, of workers' own workers too.
 */
import process from 'node:process';
import { ASK_WORKERS_ENV, type AnswerAtOnce, type FromAgent, type ToAgent } from '../model/agent-protocol.ts';
import { openSession } from './session.ts';

/** Only where the user says so: see `ASK_WORKERS_ENV`. */
export function asksWorkers(): boolean {
  return process.env[ASK_WORKERS_ENV] === 'yes';
}

export interface WorkerLine {
  /** From now on workers are told of, those that are there first. */
  begin(): void;
  ask(thread: number, request: ToAgent): Promise<AnswerAtOnce>;
  end(): Promise<void>;
}

export interface WorkerLineOptions {
  /** This agent's own file: a worker that was started without it, in an environment of its own, loads it when it is asked. */
  readonly agentFile: string;
  /** Where workers leave long answers. */
  readonly folder: string | undefined;
  readonly tell: (message: FromAgent) => void;
}

interface Attached {
  readonly sessionId: string;
  readonly workerInfo: { readonly title: string };
}

interface Evaluated {
  readonly id?: number;
  readonly error?: { readonly message: string };
  readonly result?: {
    readonly result?: { readonly value?: unknown };
    readonly exceptionDetails?: { readonly text: string; readonly exception?: { readonly description?: string } };
  };
}

interface Waiting {
  readonly sessionId: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Those that have heard that it is over have taken away what they brought. */
const endMs = 500;

export function lineToWorkers({ agentFile, folder, tell }: WorkerLineOptions): WorkerLine {
  const session = openSession();
  const threads = new Map<string, number>();
  const waiting = new Map<number, Waiting>();
  let begun = false;
  let lastId = 0;
  const attached = ({ sessionId, workerInfo }: Attached): void => {
    const threadId = threadOf(workerInfo.title);
    if (threadId === undefined) return;
    threads.set(sessionId, threadId);
    tell({ kind: 'worker', threadId });
  };
  const detached = ({ sessionId }: Pick<Attached, 'sessionId'>): void => {
    const threadId = threads.get(sessionId);
    threads.delete(sessionId);
    if (threadId !== undefined) tell({ kind: 'workerEnded', threadId });
    for (const [id, each] of waiting) {
      if (each.sessionId !== sessionId) continue;
      waiting.delete(id);
      each.reject(new Error('the worker has ended'));
    }
  };
  const heard = ({ message }: { readonly message: string }): void => {
    const answer = JSON.parse(message) as Evaluated;
    const waiter = waiting.get(answer.id ?? 0);
    waiting.delete(answer.id ?? 0);
    const failure = failureIn(answer);
    if (failure === undefined) waiter?.resolve(answer.result?.result?.value);
    else waiter?.reject(new Error(failure));
  };
  const evaluate = (sessionId: string, expression: string): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, { sessionId, resolve, reject });
      const params = { expression, includeCommandLineAPI: true, returnByValue: true };
      const message = JSON.stringify({ id, method: 'Runtime.evaluate', params });
      session.call('NodeWorker.sendMessageToWorker', { sessionId, message });
    });
  const expressionOf = (request: ToAgent): string => {
    const given = [JSON.stringify(request), folder ?? null].map((each) => JSON.stringify(each)).join(', ');
    // A worker that has only just begun has no `require` yet.
    return `typeof require === 'function' ? require(${JSON.stringify(agentFile)}).answerAtOnce(${given}) : undefined`;
  };
  return {
    begin: () => {
      if (begun) return;
      begun = true;
      session.on('NodeWorker.attachedToWorker', (params) => {
        attached(params as Attached);
      });
      session.on('NodeWorker.detachedFromWorker', (params) => {
        detached(params as Attached);
      });
      session.on('NodeWorker.receivedMessageFromWorker', (params) => {
        heard(params as { readonly message: string });
      });
      session.call('NodeWorker.enable', { waitForDebuggerOnStart: false });
    },
    ask: async (thread, request) => {
      const [sessionId] = [...threads].find(([, each]) => each === thread) ?? [];
      if (sessionId === undefined) throw new Error('there is no such worker');
      const answer = await evaluate(sessionId, expressionOf(request));
      if (typeof answer !== 'string') throw new Error('the worker has only just begun');
      return JSON.parse(answer) as AnswerAtOnce;
    },
    end: async () => {
      const goodbyes = [...threads.keys()].map((sessionId) =>
        evaluate(sessionId, expressionOf({ id: -1, method: 'detach' })).catch(() => undefined),
      );
      const late = new Promise((resolve) => setTimeout(resolve, endMs).unref());
      if (goodbyes.length > 0) await Promise.race([Promise.all(goodbyes), late]);
      session.close();
    },
  };
}

/** Node.js names the inspector's targets `[worker 3] name`, by the thread's id. */
function threadOf(title: string): number | undefined {
  const [, id] = /^\[worker (\d+)\]/.exec(title) ?? [];
  return id === undefined ? undefined : Number(id);
}

function failureIn({ error, result }: Evaluated): string | undefined {
  const thrown = result?.exceptionDetails;
  return (error?.message ?? thrown?.exception?.description ?? thrown?.text)?.split('\n')[0];
}
