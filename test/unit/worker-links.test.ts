/** A worker is asked over its own line, and where it does not answer, by the main thread of its process: once, whichever way it goes. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createAnswering, type Methods } from '../../src/agent/answering.ts';
import { startAgentServer, type AgentServer } from '../../src/launch/agent-server.ts';
import type { ToAgent } from '../../src/model/agent-protocol.ts';
import type { AgentLink } from '../../src/model/target.ts';

describe('the link to a worker', () => {
  let server: AgentServer;
  let sockets: Socket[] = [];
  beforeEach(async () => {
    server = await startAgentServer({ onListening: () => undefined, logTail: () => '' });
  });
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    sockets = [];
    await server.close();
  });

  /** An agent of process 7 that says hello, and answers with what it is given. */
  function agent(threadId: number, onRequest: (request: ToAgent) => object | undefined): Socket {
    const socket = connect(server.socketPath);
    sockets.push(socket);
    const hello = { kind: 'hello', secret: server.secret, pid: 7, threadId, nodeVersion: 'v24.0.0', argv: [] };
    tell(socket, hello);
    createInterface({ input: socket }).on('line', (line) => {
      const request = JSON.parse(line) as ToAgent;
      const answer = onRequest(request);
      if (answer !== undefined) tell(socket, { kind: 'reply', id: request.id, ...answer });
    });
    return socket;
  }
  const tell = (socket: Socket, message: object): void => void socket.write(`${JSON.stringify(message)}\n`);
  const relayed = ({ params }: ToAgent): ToAgent => (params as { readonly request: ToAgent }).request;
  async function link(thread: number, isThere = (found: AgentLink) => found.open): Promise<AgentLink> {
    for (;;) {
      const found = server.links.find((each) => each.thread === thread);
      if (found !== undefined && isThere(found)) return found;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }
  const usesOutgoing = (result: boolean, request: ToAgent): object => ({
    result: { kind: 'reply', id: relayed(request).id, result },
  });

  it('is there for one that never said hello, and is gone when it has ended', async () => {
    const main = agent(0, (request) => usesOutgoing(true, request));
    tell(main, { kind: 'worker', threadId: 3 });
    const worker = await link(3);
    assert.equal(await worker.request('usesOutgoing', undefined), true);
    tell(main, { kind: 'workerEnded', threadId: 3 });
    await link(3, ({ open }) => !open);
    await assert.rejects(worker.request('usesOutgoing', undefined), /ended while it was being measured/);
  });

  it('goes by the main thread once the worker has been silent, and then at once', async () => {
    const asked: string[] = [];
    const main = agent(0, (request) => {
      asked.push('main');
      return usesOutgoing(true, request);
    });
    agent(1, () => void asked.push('worker'));
    const worker = await link(1);
    tell(main, { kind: 'worker', threadId: 1 });
    assert.equal(await worker.request('usesOutgoing', undefined), true);
    assert.equal(await worker.request('usesOutgoing', undefined), true);
    assert.deepEqual(asked, ['worker', 'main', 'main']);
  });

  it('stays with a worker that answers', async () => {
    const main = agent(0, () => assert.fail('the main thread was asked'));
    agent(1, () => ({ result: false }));
    tell(main, { kind: 'worker', threadId: 1 });
    assert.equal(await (await link(1)).request('usesOutgoing', undefined), false);
  });

  it('takes an answer that came over the worker’s own line after all', async () => {
    let late: () => void = () => undefined;
    const main = agent(0, () => {
      late();
      return { result: { kind: 'taken' } };
    });
    const own = agent(1, ({ id }) => {
      late = () => {
        tell(own, { kind: 'reply', id, result: true });
      };
      return undefined;
    });
    tell(main, { kind: 'worker', threadId: 1 });
    assert.equal(await (await link(1)).request('usesOutgoing', undefined), true);
  });

  it('reads a long answer from the file in which it was left, and takes the file away', async () => {
    const file = join(server.folder, '7-1.answer');
    await writeFile(file, JSON.stringify({ kind: 'reply', id: 1, result: true }));
    const main = agent(0, (request) => ({
      result: { kind: 'reply', id: relayed(request).id, file: '../x/7-1.answer' },
    }));
    tell(main, { kind: 'worker', threadId: 1 });
    assert.equal(await (await link(1)).request('usesOutgoing', undefined), true);
    assert.equal(existsSync(file), false);
  });

  it('fails with the worker’s own words', async () => {
    const main = agent(0, ({ id }) => ({ id, error: 'the worker has only just begun' }));
    tell(main, { kind: 'worker', threadId: 1 });
    await assert.rejects((await link(1)).request('usesOutgoing', undefined), /could not do its work/);
  });
});

describe('a thread that is asked two ways', () => {
  it('does what it is asked once', async () => {
    let done = 0;
    const methods = { usesOutgoing: () => done++ >= 0 } as Partial<Methods> as Methods;
    const answering = createAnswering({ methods, atOnce: {}, folder: undefined });
    const request: ToAgent = { id: 5, method: 'usesOutgoing' };
    assert.deepEqual(answering.atOnce(request), { kind: 'reply', id: 5, result: true });
    assert.equal(await answering.later(request), undefined);
    assert.deepEqual(answering.atOnce(request), { kind: 'taken' });
    assert.equal(done, 1);
  });
});
