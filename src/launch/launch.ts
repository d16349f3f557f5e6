/**
 * In: a Spec. Out: a Target: the application running as its developer runs it, with an agent in each of its threads.
 * It sends the application nothing; whether and what it answers is `load/`'s business.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import process from 'node:process';
import { FailureError, type ExitStatus } from '../model/failure.ts';
import type { Spec } from '../model/spec.ts';
import type { AgentLink, Target } from '../model/target.ts';
import { startAgentServer, type AgentServer } from './agent-server.ts';
import { appEnvironment } from './environment.ts';
import type { FromKeeper, ToKeeper } from './keeper.ts';
import { keepLogTail } from './log-tail.ts';
import { chooseBaseUrl, type Listener } from './ports.ts';
import { sweep } from './sweep.ts';

export interface LaunchOptions {
  readonly agentFile: string;
  readonly keeperFile: string;
  readonly signal: AbortSignal;
}

/** Other ports may open just after the first; the choice waits this long for them. */
const settleMs = 150;
/** The keeper waits 1.5 s for the application to end by itself, then needs moments. */
const keeperPatienceMs = 6000;
const pollMs = 20;

/** @throws FailureError cannotStart, exitedBeforeListening, neverListened */
export async function launch(spec: Spec, { agentFile, keeperFile, signal }: LaunchOptions): Promise<Target> {
  const runId = randomUUID();
  const listeners: Listener[] = [];
  let log = (): string => '';
  const server = await startAgentServer({
    onHello: () => undefined,
    onListening: (link, listening) => listeners.push({ link, listening }),
    logTail: () => log(),
  });
  const keeper = fork(keeperFile, {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
    env: keeperEnv(),
    execArgv: [],
  });
  log = keepLogTail([keeper.stdout, keeper.stderr]);
  const app = watchApp(keeper, runId);
  const stop = stopper(keeper, server, app);
  try {
    const env = appEnvironment(process.env, spec.env, {
      agentFile,
      socketPath: server.socketPath,
      secret: server.secret,
      runId,
    });
    tell(keeper, { kind: 'start', runId, command: spec.command, cwd: spec.cwd, env });
    const { link, baseUrl } = await untilListening(spec, { app, listeners, server, log, signal });
    const routes = await link.request('routes', undefined);
    return {
      baseUrl,
      routes,
      servingProcess: link.process,
      nodeVersion: link.nodeVersion,
      agents: () => server.links.filter(({ open }) => open),
      get exit() {
        return app.exit;
      },
      ended: app.ended,
      logTail: log,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface App {
  pid: number | undefined;
  exit: ExitStatus | undefined;
  cannotStart: string | undefined;
  keeperGone: boolean;
  readonly runId: string;
  readonly ended: Promise<ExitStatus>;
}

/** Follows what the keeper says of the application; a keeper that is killed takes the application with it. */
function watchApp(keeper: ChildProcess, runId: string): App {
  let resolve: (exit: ExitStatus) => void = () => undefined;
  const ended = new Promise<ExitStatus>((settle) => (resolve = settle));
  const app: App = { pid: undefined, exit: undefined, cannotStart: undefined, keeperGone: false, runId, ended };
  const end = (exit: ExitStatus): void => {
    app.exit ??= exit;
    resolve(app.exit);
  };
  keeper.on('message', (message: FromKeeper) => {
    if (message.kind === 'started') app.pid = message.pid;
    else if (message.kind === 'exit') end({ code: message.code, signal: message.signal });
    else app.cannotStart = message.reason;
  });
  keeper.on('error', (error) => {
    app.cannotStart ??= error.message;
  });
  keeper.on('exit', () => {
    app.keeperGone = true;
    void sweep(runId, app.pid).then(() => {
      end({ code: null, signal: 'SIGKILL' });
    });
  });
  return app;
}

/** Ends the application through the keeper, or itself where the keeper is gone; then closes the agents' socket. */
function stopper(keeper: ChildProcess, server: AgentServer, app: App): () => Promise<void> {
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    if (!app.keeperGone) {
      const gone = new Promise((resolve) => keeper.once('exit', resolve));
      tell(keeper, { kind: 'stop' });
      await Promise.race([gone, sleep(keeperPatienceMs, undefined, { ref: false })]);
      // Does nothing to a keeper that has gone.
      keeper.kill('SIGKILL');
    }
    await sweep(app.runId, app.pid);
    await server.close();
  };
  return () => (stopped ??= stop());
}

function tell(keeper: ChildProcess, message: ToKeeper): void {
  if (keeper.connected) keeper.send(message, () => undefined);
}

/** The keeper must not carry the agent or be told apart from an ordinary Node.js program by Electron. */
function keeperEnv(): NodeJS.ProcessEnv {
  return { ...process.env, NODE_OPTIONS: '' };
}

interface Waiting {
  readonly app: App;
  readonly listeners: readonly Listener[];
  readonly server: AgentServer;
  readonly log: () => string;
  readonly signal: AbortSignal;
}

async function untilListening(
  spec: Spec,
  { app, listeners, server, log, signal }: Waiting,
): Promise<{ link: AgentLink; baseUrl: string }> {
  const { command, cwd, readyTimeoutMs } = spec;
  const deadline = performance.now() + readyTimeoutMs;
  while (performance.now() < deadline) {
    signal.throwIfAborted();
    if (app.cannotStart !== undefined)
      throw new FailureError({ kind: 'cannotStart', command, cwd, reason: app.cannotStart });
    if (app.exit !== undefined)
      throw new FailureError({ kind: 'exitedBeforeListening', command, exit: app.exit, log: log() });
    if (chooseBaseUrl(spec, listeners) !== undefined) {
      await sleep(settleMs);
      const chosen = chooseBaseUrl(spec, listeners);
      if (chosen?.link.open === true) return chosen;
    }
    await sleep(pollMs);
  }
  throw new FailureError({
    kind: 'neverListened',
    command,
    waitedMs: readyTimeoutMs,
    log: log(),
    agentSeen: server.links.length > 0,
  });
}
