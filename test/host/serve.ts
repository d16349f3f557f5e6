/** VS Code's server as a running resource: who starts it stops it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { VscodeServer } from './install-server.ts';
import { onPath, stopGroup } from './process.ts';

export interface RunningServer {
  readonly port: number;
  readonly dataFolder: string;
  /** What the server has written, for when something goes wrong. */
  log(): string;
  readonly stop: () => Promise<void>;
}

export interface ServeOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Kept when given; otherwise a new one that goes with the server. */
  readonly dataFolder?: string;
  /**
   * As installed by a user. Otherwise the workbench takes an extension under development and its tests, and shows no
   * notification by itself.
   */
  readonly asInstalled?: boolean;
  /** Until a user says so; a workbench that is driven from outside does not ask. */
  readonly trustsNothing?: boolean;
}

export async function serve(host: VscodeServer, options: ServeOptions = {}): Promise<RunningServer> {
  const port = await freePort();
  const dataFolder = options.dataFolder ?? (await mkdtemp(path.join(tmpdir(), 'leanscope-vscode-')));
  const child = startServer(host, port, dataFolder, options);
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => output.push(text));
  }
  const stop = async (): Promise<void> => {
    await stopGroup(child);
    if (options.dataFolder === undefined) await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await untilListening(child, output);
  } catch (error) {
    await stop();
    throw error;
  }
  return { port, dataFolder, log: () => output.join(''), stop };
}

function startServer(
  { node, main }: VscodeServer,
  port: number,
  dataFolder: string,
  { env = process.env, asInstalled = false, trustsNothing = false }: ServeOptions,
): ChildProcess {
  const command = [
    ...dieWithParent(),
    node,
    main,
    ...['--host', '127.0.0.1', '--port', String(port), '--server-data-dir', dataFolder],
    ...['--without-connection-token', '--accept-server-license-terms', '--disable-telemetry'],
    ...(trustsNothing ? [] : ['--disable-workspace-trust']),
    ...(asInstalled ? [] : ['--enable-smoke-test-driver']),
  ];
  const [program = node, ...args] = command;
  // A group of its own, so that extension hosts and watchers can be stopped with it.
  return spawn(program, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** A harness that is killed outright cannot stop its server any more, so the kernel does. */
function dieWithParent(): readonly string[] {
  const setpriv = onPath('setpriv');
  return setpriv === undefined ? [] : [setpriv, '--pdeathsig', 'TERM'];
}

function untilListening(child: ChildProcess, output: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (/Extension host agent listening on \d+/.test(output.join(''))) resolve();
    };
    child.stdout?.on('data', look);
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(new Error(`VS Code's server ended with exit code ${code ?? '?'} before it listened:\n${output.join('')}`));
    });
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (typeof address === 'object' && address !== null) resolve(address.port);
        else reject(new Error('No free port was found.'));
      });
    });
  });
}

export interface WorkbenchOptions {
  readonly folder?: string;
  /** A file that names several folders, in the place of one. */
  readonly workspace?: string;
  readonly extensionDevelopmentPath?: string;
  readonly extensionTestsPath?: string;
  readonly openFile?: string;
}

/** The address that opens VS Code on a folder, with an extension under development and its tests where wanted. */
export function workbenchUrl(port: number, { folder, workspace, ...paths }: WorkbenchOptions): string {
  const remote = (file: string): string => `vscode-remote://127.0.0.1:${port}${encodeURI(file)}`;
  const payload = Object.entries(paths).map(([name, file]) => [name, remote(file)]);
  const url = new URL(`http://127.0.0.1:${port}/`);
  if (workspace !== undefined) url.searchParams.set('workspace', workspace);
  else if (folder !== undefined) url.searchParams.set('folder', folder);
  url.searchParams.set('payload', JSON.stringify([...payload, ['skipWelcome', 'true']]));
  return url.toString();
}
