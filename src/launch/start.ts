/** Starts a command under the keeper, with the agents' socket open: what servers and scripts have in common. */
import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AgentListening } from '../model/agent-protocol.ts';
import type { ExitStatus } from '../model/failure-kinds.ts';
import type { Spec } from '../model/spec.ts';
import type { AgentLink, Programs } from '../model/target.ts';
import { startAgentServer, type AgentServer } from './agent-server.ts';
import { appEnvironment } from './environment.ts';
import type { FromKeeper, ToKeeper } from './keeper.ts';
import { keepLogTail } from './log-tail.ts';
import { sweep } from './sweep.ts';

export interface Started {
  readonly app: App;
  readonly server: AgentServer;
  readonly log: () => string;
  /** Ends the application and everything it started; safe to call twice. */
  readonly stop: () => Promise<void>;
}

export interface StartOptions {
  readonly programs: Pick<Programs, 'agentFile' | 'keeperFile'>;
  /** More environment, given the folder of this start. */
  readonly env: (folder: string) => Readonly<Record<string, string>>;
  readonly onListening: (link: AgentLink, listening: AgentListening) => void;
}

/** The application as the keeper tells of it. */
export interface App {
  exit: ExitStatus | undefined;
  cannotStart: string | undefined;
  readonly ended: Promise<ExitStatus>;
}

interface FollowedApp extends App {
  pid: number | undefined;
  keeperGone: boolean;
  readonly runId: string;
}

/** The keeper waits 1.5 s for the application to end by itself, then needs moments. */
const keeperPatienceMs = 6000;

export async function startApp({ command, cwd, env }: Spec, options: StartOptions): Promise<Started> {
  const { agentFile, keeperFile } = options.programs;
  const runId = randomUUID();
  let log = (): string => '';
  const server = await startAgentServer({
    onListening: options.onListening,
    logTail: () => log(),
  });
  // The keeper itself must not carry an agent.
  const keeperEnv = { ...process.env, NODE_OPTIONS: '' };
  const keeper = fork(keeperFile, {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
    env: keeperEnv,
    execArgv: [],
  });
  log = keepLogTail([keeper.stdout, keeper.stderr]);
  const app = follow(keeper, runId);
  const agent = { agentFile, socketPath: server.socketPath, secret: server.secret, runId };
  const appEnv = { ...appEnvironment(process.env, env, agent), ...options.env(server.folder) };
  tell(keeper, { kind: 'start', runId, folder: server.folder, command, cwd, env: appEnv });
  return { app, server, log: () => log(), stop: stopper(keeper, server, app) };
}

/** Follows what the keeper says of the application; a keeper that is killed takes the application with it. */
function follow(keeper: ChildProcess, runId: string): FollowedApp {
  let resolve: (exit: ExitStatus) => void = () => undefined;
  const ended = new Promise<ExitStatus>((settle) => (resolve = settle));
  const app: FollowedApp = { pid: undefined, exit: undefined, cannotStart: undefined, keeperGone: false, runId, ended };
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
function stopper(keeper: ChildProcess, server: AgentServer, app: FollowedApp): () => Promise<void> {
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
