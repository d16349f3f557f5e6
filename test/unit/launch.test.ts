import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { PassThrough } from 'node:stream';
import { appEnvironment } from '../../src/launch/environment.ts';
import { keepLogTail } from '../../src/launch/log-tail.ts';
import { chooseBaseUrl, type Listener } from '../../src/launch/ports.ts';
import type { AgentListening } from '../../src/model/agent-protocol.ts';
import type { AgentLink } from '../../src/model/target.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';

const agent = { agentFile: '/tool/agent.cjs', socketPath: '/tmp/socket', secret: 'secret', runId: 'run' };

describe('the environment of the application', () => {
  it('carries the agent, and how to reach us', () => {
    assert.deepEqual(appEnvironment({}, {}, agent), {
      NODE_OPTIONS: '--require "/tool/agent.cjs"',
      LEANSCOPE_SOCKET: '/tmp/socket',
      LEANSCOPE_SECRET: 'secret',
      LEANSCOPE_RUN: 'run',
    });
  });

  it('keeps the options that were there, the project before the terminal', () => {
    const options = (inherited: string, own: Readonly<Record<string, string>>) =>
      appEnvironment({ NODE_OPTIONS: inherited }, own, agent)['NODE_OPTIONS'];
    assert.equal(options('--enable-source-maps', {}), '--enable-source-maps --require "/tool/agent.cjs"');
    assert.equal(options('--a', { NODE_OPTIONS: '--b' }), '--b --require "/tool/agent.cjs"');
    assert.equal(options('', {}), '--require "/tool/agent.cjs"');
  });

  it('quotes a path for NODE_OPTIONS: spaces, backslashes and quotes', () => {
    const quoted = (agentFile: string) => appEnvironment({}, {}, { ...agent, agentFile })['NODE_OPTIONS'];
    assert.equal(quoted('C:\\My Tools\\agent.cjs'), '--require "C:\\\\My Tools\\\\agent.cjs"');
    assert.equal(quoted('/a "b"/agent.cjs'), '--require "/a \\"b\\"/agent.cjs"');
  });

  it('is read by Node.js as it was meant', async () => {
    await inTemporaryFolder({ 'a "b" c/agent.cjs': 'console.log("agent")' }, (folder) => {
      const agentFile = join(folder, 'a "b" c', 'agent.cjs');
      const env = appEnvironment({ PATH: process.env['PATH'] }, {}, { ...agent, agentFile });
      assert.equal(execFileSync(process.execPath, ['-e', ''], { env, encoding: 'utf8' }), 'agent\n');
      return Promise.resolve();
    });
  });

  it("is free of the editor's variables, and of npm's where npm runs the tool", () => {
    const inherited = {
      PATH: '/bin',
      ELECTRON_RUN_AS_NODE: '1',
      VSCODE_PID: '1',
      NODE_CHANNEL_FD: '3',
      CHROME_DESKTOP: 'code',
      npm_config_cache: '/cache',
      INIT_CWD: '/elsewhere',
      GONE: undefined,
    };
    const names = (env: Readonly<Record<string, string | undefined>>) =>
      Object.keys(appEnvironment(env, {}, agent)).filter((name) => !/^(NODE_OPTIONS|LEANSCOPE_)/.test(name));
    assert.deepEqual(names(inherited), ['PATH', 'npm_config_cache', 'INIT_CWD']);
    assert.deepEqual(names({ ...inherited, npm_lifecycle_event: 'profile' }), ['PATH']);
  });

  it('has what the project sets, even in the place of what is left out', () => {
    const env = appEnvironment({ VSCODE_PID: '1', PORT: '1' }, { VSCODE_PID: '2', PORT: '2' }, agent);
    assert.deepEqual([env['VSCODE_PID'], env['PORT']], ['2', '2']);
  });
});

describe('the port to load', () => {
  const link = (open = true): AgentLink => ({
    process: 0,
    pid: 1,
    thread: 0,
    nodeVersion: 'v24.0.0',
    open,
    request: () => Promise.reject(new Error('asked in a test')),
  });
  const listener = (port: number, parts: Partial<AgentListening> = {}, open = true): Listener => ({
    link: link(open),
    listening: { kind: 'listening', port, address: '127.0.0.1', protocol: 'http', ...parts },
  });
  const chosen = (spec: { port?: number; url?: string }, ...listeners: readonly Listener[]) =>
    chooseBaseUrl(spec, listeners)?.baseUrl;

  it('is the first that speaks HTTP and is still open', () => {
    const listeners = [listener(9229, { protocol: 'tcp' }), listener(3000, {}, false), listener(3001), listener(3002)];
    assert.equal(chosen({}, ...listeners), 'http://127.0.0.1:3001');
    assert.equal(chosen({}), undefined);
  });

  it('is not that of live reload, where there is another', () => {
    assert.equal(chosen({}, listener(35729), listener(3001)), 'http://127.0.0.1:3001');
    assert.equal(chosen({}, listener(35729)), 'http://127.0.0.1:35729');
  });

  it('is the one that was named, whatever it speaks, or none yet', () => {
    assert.equal(chosen({ port: 3002 }, listener(3001), listener(3002, { protocol: 'tcp' })), 'http://127.0.0.1:3002');
    assert.equal(chosen({ port: 3003 }, listener(3001)), undefined);
  });

  it("is a cluster's worker's, not its primary's that only holds the port", () => {
    const [primary, worker] = [listener(3001, { protocol: 'tcp' }), listener(3001)];
    assert.equal(chooseBaseUrl({ port: 3001 }, [primary, worker])?.link, worker.link);
  });

  it('is that of the address that was named, whose path is kept', () => {
    assert.equal(chosen({ url: 'http://localhost:3002/api/' }, listener(3002)), 'http://localhost:3002/api');
    assert.equal(chosen({ url: 'http://localhost/' }, listener(80)), 'http://localhost');
    assert.equal(chosen({ url: 'https://localhost/' }, listener(443, { protocol: 'https' })), 'https://localhost');
  });

  for (const [address, protocol, url] of [
    ['0.0.0.0', 'http', 'http://127.0.0.1:8080'],
    ['::', 'http', 'http://127.0.0.1:8080'],
    ['::1', 'https', 'https://[::1]:8080'],
    ['127.0.0.2', 'http2', 'https://127.0.0.2:8080'],
    ['127.0.0.2', 'h2c', 'http://127.0.0.2:8080'],
  ] as const) {
    it(`on ${address} over ${protocol} is reached at ${url}`, () => {
      assert.equal(chosen({}, listener(8080, { address, protocol })), url);
    });
  }
});

describe('the tail of a log', () => {
  const written = (...texts: readonly (string | Buffer)[]) => {
    const stream = new PassThrough();
    const tail = keepLogTail([stream, null]);
    for (const text of texts) stream.write(text);
    return tail();
  };

  it('is the last 20 lines', () => {
    const lines = Array.from({ length: 30 }, (_, i) => `line ${i + 1}`);
    assert.equal(written(`${lines.join('\n')}\n`), lines.slice(10).join('\n'));
    assert.equal(written(), '');
  });

  it('joins what comes in pieces, even within a character', () => {
    const bytes = Buffer.from('a €\n');
    assert.equal(written(bytes.subarray(0, 3), bytes.subarray(3)), 'a €');
  });

  it('keeps no more than 16 kB of a line that never ends', () => {
    assert.equal(written('x'.repeat(40_000)).length, 16 * 1024);
  });
});
