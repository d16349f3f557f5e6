/** Starts a command under the keeper, with the agents' socket open: what servers and scripts have in common. */
import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { RUN_ID_ENV, type AgentListening } from '../model/agent-protocol.ts';
import type { ExitStatus } from '../model/failure-kinds.ts';
import type { Spec } from '../model/spec.ts';
import type { AgentLink, Programs } from '../model/target.ts';
import { startAgentServer, type AgentServer } from './agent-server.ts';
import { appEnvironment } from './environment.ts';
import type { FromKeeper, ToKeeper } from './keeper.ts';
import { keepLogTail } from './log-tail.ts';
import { isForeign, newMark } from './mark.ts';
import { startGuard, type Guard } from './start-guard.ts';
import { sweep, type Swept } from './sweep.ts';

export interface Started {
  readonly app: App;
  readonly server: AgentServer;
  readonly log: () => string;
  /** Ends the application and everything it started; safe to call twice. */
  readonly stop: () => Promise<void>;
}

export interface StartOptions {
  readonly programs: Pick<Programs, 'agentFile' | 'keeperFile' | 'guardFile'>;
  /** More environment, given the folder of this start. */
  readonly env: (folder: string) => Readonly<Record<string, string>>;
  readonly onListening: (link: AgentLink, listening: AgentListening) => void;
}

/** The application as the keeper tells of it. */
export interface App {
  exit: ExitStatus | undefined;
  cannotStart: string | undefined;
  readonly ended: Promise<ExitStatus>;
  /** Whether somebody else started a process on the application's behalf; absent where the system does not tell, or nothing was started yet. */
  isForeign: ((pid: number) => boolean) | undefined;
}

interface FollowedApp extends App {
  keeperGone: boolean;
  swept: Swept;
}

/**
 * Where PM2 has its daemon. One that was there before would start the application outside of what is ours to end, keep our variables in
 * it and have them for good; with a home of its own PM2 starts a daemon for this run alone.
 */
const PM2_HOME = 'PM2_HOME';

/** The keeper waits 1.5 s for the application to end by itself, then needs moments. */
const keeperPatienceMs = 6000;

export async function startApp({ command, cwd, env }: Spec, options: StartOptions): Promise<Started> {
  const { agentFile, keeperFile, guardFile } = options.programs;
  const mark = newMark(randomUUID());
  let log = (): string => '';
  const server = await startAgentServer({
    onListening: options.onListening,
    logTail: () => log(),
  });
  const { folder } = server;
  const guard = startGuard(guardFile, { mark, folder });
  // The keeper itself must not carry an agent; but it carries the mark, as does what it is about to start in the moment before it is.
  const keeperEnv = { ...process.env, NODE_OPTIONS: '', [RUN_ID_ENV]: mark.runId };
  const keeper = fork(keeperFile, {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc', guard.held],
    detached: true,
    env: keeperEnv,
    execArgv: [],
  });
  log = keepLogTail([keeper.stdout, keeper.stderr]);
  const app = follow(keeper, { mark, folder });
  const agent = { agentFile, socketPath: server.socketPath, secret: server.secret, runId: mark.runId };
  const ofStart = { [PM2_HOME]: join(folder, 'pm2'), ...options.env(folder) };
  const appEnv = { ...appEnvironment(process.env, env, agent), ...ofStart };
  tell(keeper, { kind: 'start', mark, folder, command, cwd, env: appEnv });
  return { app, server, log: () => log(), stop: stopper(keeper, { server, app, guard }) };
}

/** Follows what the keeper says of the application; a keeper that is killed takes the application with it. */
function follow(keeper: ChildProcess, swept: Swept): FollowedApp {
  let resolve: (exit: ExitStatus) => void = () => undefined;
  const ended = new Promise<ExitStatus>((settle) => (resolve = settle));
  const app: FollowedApp = {
    ...{ exit: undefined, cannotStart: undefined, ended },
    ...{ keeperGone: false, isForeign: undefined, swept },
  };
  const end = (exit: ExitStatus): void => {
    app.exit ??= exit;
    resolve(app.exit);
  };
  keeper.on('message', (message: FromKeeper) => {
    if (message.kind === 'started') {
      app.swept = { ...swept, leader: message.leader, limited: message.limited };
      if (message.limited) app.isForeign = (pid) => isForeign(pid, swept.mark);
    } else if (message.kind === 'exit') end({ code: message.code, signal: message.signal });
    else app.cannotStart = message.reason;
  });
  keeper.on('error', (error) => {
    app.cannotStart ??= error.message;
  });
  keeper.on('exit', () => {
    app.keeperGone = true;
    void sweep(app.swept).then(() => {
      end({ code: null, signal: 'SIGKILL' });
    });
  });
  return app;
}

interface Stoppable {
  readonly server: AgentServer;
  readonly app: FollowedApp;
  readonly guard: Guard;
}

/** Ends the application through the keeper, or itself where the keeper is gone; then closes the agents' socket. */
function stopper(keeper: ChildProcess, { server, app, guard }: Stoppable): () => Promise<void> {
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    if (!app.keeperGone) {
      const gone = new Promise((resolve) => keeper.once('exit', resolve));
      tell(keeper, { kind: 'stop' });
      await Promise.race([gone, sleep(keeperPatienceMs, undefined, { ref: false })]);
      // Does nothing to a keeper that has gone.
      keeper.kill('SIGKILL');
    }
    await sweep(app.swept);
    guard.dismiss();
    await server.close();
  };
  return () => (stopped ??= stop());
}

function tell(keeper: ChildProcess, message: ToKeeper): void {
  if (keeper.connected) keeper.send(message, () => undefined);
}
