/** What calls us, and what we call: nobody may fill the memory, hold a line for ever, or send us elsewhere. */
import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { gunzipWithin } from '../../src/files/gunzip-within.ts';
import { UnreadableFile } from '../../src/files/read-file.ts';
import { startAgentServer, type AgentServer } from '../../src/launch/agent-server.ts';
import { inspectorUrl } from '../../src/launch/inspector.ts';

describe("the agents' socket", () => {
  let server: AgentServer;
  beforeEach(async () => {
    server = await startAgentServer({ onListening: () => undefined, logTail: () => '' });
  });
  afterEach(() => server.close());

  function caller(): { readonly socket: Socket; readonly closed: Promise<void> } {
    const socket = connect(server.socketPath);
    socket.on('error', () => undefined);
    return {
      socket,
      closed: new Promise((settle) =>
        socket.on('close', () => {
          settle();
        }),
      ),
    };
  }
  const hello = (more: object = {}) =>
    `${JSON.stringify({ kind: 'hello', secret: server.secret, pid: 1, threadId: 0, nodeVersion: 'v24.0.0', argv: [], ...more })}\n`;

  it('shuts out whoever says too much before it says hello', async () => {
    const { socket, closed } = caller();
    socket.write('x'.repeat(5000));
    await closed;
    assert.equal(server.links.length, 0);
  });

  it('shuts out whoever says hello at length', async () => {
    const { socket, closed } = caller();
    socket.write(hello({ name: 'x'.repeat(5000) }));
    await closed;
    assert.equal(server.links.length, 0);
  });

  it('shuts out whoever begins to say hello and has not said it within 2 s', async () => {
    const begun = performance.now();
    const { socket, closed } = caller();
    socket.write('{');
    await closed;
    assert.ok(performance.now() - begun >= 1900);
  });

  it('shuts out whoever says hello in another form', async () => {
    for (const more of [{ argv: 5 }, { pid: 'x' }, { secret: 'x' }, { nodeVersion: null }]) {
      const { socket, closed } = caller();
      socket.write(hello(more));
      await closed;
    }
    assert.equal(server.links.length, 0);
  });

  it('waits for an application that says nothing for longer than that: it may be starting', async () => {
    const { socket } = caller();
    await sleep(2500);
    socket.write(hello());
    await sleep(200);
    assert.equal(server.links.length, 1);
    socket.destroy();
  });

  it('listens to whoever says hello, for longer than that', async () => {
    const { socket } = caller();
    socket.write(hello());
    await sleep(2500);
    assert.deepEqual([server.links.length, server.links[0]?.open, socket.destroyed], [1, true, false]);
    socket.destroy();
  });
});

describe('what is unpacked', () => {
  it('is no longer than it may be', async () => {
    const packed = gzipSync(Buffer.alloc(2_000_000));
    assert.equal((await gunzipWithin(packed, 2_000_000)).length, 2_000_000);
    await assert.rejects(gunzipWithin(packed, 1_048_576), (error: unknown) => {
      assert.ok(error instanceof UnreadableFile);
      assert.equal(error.message, 'it unpacks to more than 1 MiB');
      return true;
    });
    await assert.rejects(gunzipWithin(packed.subarray(0, 100), 2_000_000), /it is damaged/);
    await assert.rejects(gunzipWithin(Buffer.from('text'), 2_000_000), /it is damaged/);
  });
});

describe("an application's inspector", () => {
  it('is spoken to at the port that was asked, wherever its answer leads', () => {
    const target = { type: 'node', id: 'ab-12', webSocketDebuggerUrl: 'ws://evil.example/x' };
    assert.equal(inspectorUrl([target], 9229), 'ws://127.0.0.1:9229/ab-12');
    for (const list of [
      null,
      {},
      [],
      [null],
      [{ ...target, type: 'page' }],
      [{ ...target, id: '../x' }],
      [{ ...target, id: 5 }],
    ])
      assert.equal(inspectorUrl(list, 9229), undefined);
  });
});
