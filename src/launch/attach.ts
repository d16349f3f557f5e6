/**
 * In: a Spec that names a running process. Out: a Target: that process with an agent inside, brought there over the inspector.
 * It is neither started nor stopped by us: `stop` takes the agent out again, and the process runs on.
 *
 * What stays behind: the agent's code in memory, a line about a debugger in the application's own output, and code that V8
 * has to optimise again.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type AttachProblem, type ExitStatus } from '../model/failure-kinds.ts';
import { FailureError } from '../model/failure.ts';
import type { Spec } from '../model/spec.ts';
import type { AgentLink, Programs, Target } from '../model/target.ts';
import { startAgentServer, type AgentServer } from './agent-server.ts';
import { lastEvidence } from './evidence.ts';
import { evaluate, openInspector, type InspectorPort } from './inspector.ts';
import { identify, isAlive } from './node-processes.ts';
import { chooseBaseUrl, type ChosenListener, type Listener } from './ports.ts';

export interface AttachOptions extends Pick<Programs, 'agentFile'> {
  readonly signal: AbortSignal;
}

const pollMs = 20;
/** The agent announces the servers it found in the moment in which it arrives. */
const settleMs = 300;
const arrivalMs = 30_000;
const lifePollMs = 200;

/** @throws FailureError cannotAttach */
export async function attach(spec: Spec, pid: number, { agentFile, signal }: AttachOptions): Promise<Target> {
  const command = await commandOf(pid);
  const listeners: Listener[] = [];
  const server = await startAgentServer({
    onListening: (link, listening) => void listeners.push({ link, listening }),
    logTail: () => '',
  });
  try {
    const link = await bringIn(pid, server, agentFile, signal);
    const asked = spec.kind === 'process' ? {} : await findAsked(spec, link, listeners, signal);
    const life = watchLife(pid);
    return {
      baseUrl: '',
      command,
      routes: [],
      ...asked,
      nodeVersion: link.nodeVersion,
      agents: () => server.links.filter(({ open }) => open),
      get exit() {
        return life.exit();
      },
      ended: life.ended,
      logTail: () => '',
      lastEvidence: () => lastEvidence(server),
      stop: once(async () => {
        life.stop();
        await letGo(server);
      }),
    };
  } catch (error) {
    await letGo(server);
    throw error;
  }
}

/** @throws FailureError cannotAttach, for a process that must not be sent a signal */
async function commandOf(pid: number): Promise<readonly string[]> {
  if (pid === process.pid) throw cannot(pid, 'notNode', 'leanscope itself');
  const identity = await identify(pid);
  if (identity.kind === 'node') return identity.command;
  throw cannot(pid, identity.kind, identity.kind === 'notNode' ? identity.program : undefined);
}

async function bringIn(pid: number, server: AgentServer, agentFile: string, signal: AbortSignal): Promise<AgentLink> {
  const inspector = await openInspector(pid).catch((error: unknown) => {
    throw cannot(pid, 'didNotOpen', wordsOf(error));
  });
  if (typeof inspector === 'string') throw cannot(pid, inspector);
  await evaluate(inspector.url, attachExpression(agentFile, server)).catch((error: unknown) => {
    throw cannot(pid, 'agentRefused', wordsOf(error));
  });
  const link = await arrival(pid, server, signal);
  await closeBehind(inspector, link);
  return link;
}

/** In an ES module there is a `require` too: the inspector's own. */
function attachExpression(agentFile: string, { socketPath, secret, folder }: AgentServer): string {
  const file = JSON.stringify(agentFile);
  return `require(${file}).attachAgent(${JSON.stringify({ socketPath, secret, folder })})`;
}

/** The port is needed no longer: nobody else shall find it open, and no debugger's cost shall be measured. */
async function closeBehind({ opened }: InspectorPort, link: AgentLink): Promise<void> {
  if (opened) await link.request('closeInspector', undefined);
}

async function arrival(pid: number, server: AgentServer, signal: AbortSignal): Promise<AgentLink> {
  const deadline = performance.now() + arrivalMs;
  while (performance.now() < deadline) {
    signal.throwIfAborted();
    const [link] = server.links;
    if (link !== undefined) return link;
    await sleep(pollMs);
  }
  throw cannot(pid, 'agentRefused', 'it did not call back');
}

/** Where it listens, and what it serves. */
async function findAsked(
  spec: Spec,
  link: AgentLink,
  listeners: readonly Listener[],
  signal: AbortSignal,
): Promise<Pick<Target, 'baseUrl' | 'h2c' | 'routes' | 'serving'>> {
  const { baseUrl, h2c } = await untilChosen(spec, link.pid, listeners, signal);
  const routes = await link.request('routes', undefined).catch(() => []);
  return {
    baseUrl,
    ...(h2c ? { h2c } : {}),
    ...{ routes, serving: { process: link.process, thread: link.thread } },
  };
}

async function untilChosen(
  spec: Spec,
  pid: number,
  listeners: readonly Listener[],
  signal: AbortSignal,
): Promise<ChosenListener> {
  await sleep(settleMs, undefined, { signal });
  const chosen = chooseBaseUrl(spec, listeners);
  if (chosen !== undefined) return chosen;
  const ports = listeners.map(({ listening: { port } }) => port);
  throw cannot(pid, 'notListening', ports.length === 0 ? undefined : ports.join(', '));
}

interface Life {
  readonly exit: () => ExitStatus | undefined;
  readonly ended: Promise<ExitStatus>;
  readonly stop: () => void;
}

/** The exit code of somebody else's child is not ours to know. */
function watchLife(pid: number): Life {
  let exit: ExitStatus | undefined;
  let timer: NodeJS.Timeout | undefined;
  const ended = new Promise<ExitStatus>((resolve) => {
    timer = setInterval(() => {
      if (isAlive(pid)) return;
      clearInterval(timer);
      exit = { code: null, signal: null };
      resolve(exit);
    }, lifePollMs);
  });
  return {
    exit: () => exit,
    ended,
    stop: () => {
      clearInterval(timer);
    },
  };
}

/** An agent that does not answer any more lets go by itself when the line closes. */
async function letGo(server: AgentServer): Promise<void> {
  // Workers first: it is the main thread's agent that reaches those that say nothing by themselves.
  for (const link of [...server.links].reverse())
    if (link.open) await link.request('detach', undefined).catch(() => undefined);
  await server.close();
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}

function cannot(pid: number, problem: AttachProblem, detail?: string): FailureError {
  return new FailureError({ kind: 'cannotAttach', pid, problem, ...(detail === undefined ? {} : { detail }) });
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
