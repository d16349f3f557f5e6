import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Answer } from '../../src/load/connection.ts';
import type { CandidateRequest } from '../../src/load/generator-protocol.ts';
import { createPool } from '../../src/load/pool.ts';
import { webSocketServer, type Peer, type WebSocketServer } from './websocket-server.ts';

/** No test takes as long; where it is past, a test says so. */
const limits = { answerMs: 60_000, answerBytes: 1024 * 1024 };

function message(body: string, more: Partial<CandidateRequest> = {}): CandidateRequest {
  return { method: 'WS', path: '/chat', route: '/chat', weight: 1, headers: {}, asked: true, body, ...more };
}

/** Sends them one after the other over one connection, then says goodbye; `giveUp` lets the time that an answer may take be over. */
async function exchange(
  requests: readonly CandidateRequest[],
  answer: (peer: Peer, text: string, giveUp: () => void) => void,
  options: Parameters<typeof webSocketServer>[1] = {},
): Promise<{ readonly answers: readonly Answer[]; readonly server: WebSocketServer }> {
  const giveUp = (): void => {
    pool.first(1)[0]?.expire(performance.now() + limits.answerMs);
  };
  const server = await webSocketServer((peer, text) => {
    answer(peer, text, giveUp);
  }, options);
  const pool = createPool({ baseUrl: server.url, limits, most: 1, webSockets: true });
  try {
    const answers: Answer[] = [];
    for (const request of requests) {
      const answered = await pool.first(1)[0]?.send(request, { keepBody: true });
      if (answered !== undefined) answers.push(answered);
    }
    await pool.close();
    await server.left();
    return { answers, server };
  } finally {
    pool.destroy();
    await server.close();
  }
}

const echo = (peer: Peer, text: string): void => {
  peer.send(`you said ${text}`);
};

describe('a message over a WebSocket', () => {
  it('is answered by the next one, over a connection that is kept, and closed as it should be', async () => {
    const { answers, server } = await exchange([message('one'), message('two')], echo);
    assert.deepEqual(
      answers.map(({ status, body, bodyBytesOut }) => [status, body, bodyBytesOut]),
      [
        [101, 'you said one', 12],
        [101, 'you said two', 12],
      ],
    );
    // RFC 6455, 5.2: two bytes of head, four of mask where the client speaks.
    assert.deepEqual([answers[1]?.bytesIn, answers[1]?.bytesOut], [2 + 4 + 3, 2 + 12]);
    assert.equal(server.opened.length, 1);
    assert.deepEqual(server.closed, [1000]);
  });

  it('passes over what the server says by itself, where it says what answer it wants', async () => {
    const chatty = (peer: Peer, text: string): void => {
      peer.send('{"type":"presence"}');
      peer.send(`{"type":"reply","to":"${text}"}`);
    };
    const greet = (peer: Peer): void => {
      peer.send('{"type":"welcome"}');
    };
    const expect = { json: { '$.type': 'reply' } };
    const { answers } = await exchange([message('one', { expect }), message('two', { expect })], chatty, { greet });
    assert.deepEqual(
      answers.map(({ body }) => body),
      ['{"type":"reply","to":"one"}', '{"type":"reply","to":"two"}'],
    );
  });

  it('fails where no answer comes, or none as expected', async () => {
    const silent = await exchange([message('one')], (_peer, _text, giveUp) => {
      giveUp();
    });
    assert.deepEqual([silent.answers[0]?.status, silent.answers[0]?.problem], [0, 'no message within 60 s']);
    const other = async (peer: Peer, text: string, giveUp: () => void): Promise<void> => {
      echo(peer, text);
      // What is written to this machine itself has arrived, and is read in the next turns.
      for (let turn = 0; turn < 20; turn++) await nextTurn();
      giveUp();
    };
    const wrong = await exchange([message('one', { expect: { contains: 'yes' } })], (...given) => void other(...given));
    assert.equal(wrong.answers[0]?.problem, 'no message as expected within 60 s');
  });

  it('fails where the server refuses, or closes; the next one opens anew', async () => {
    const refused = await exchange([message('one')], echo, { refuse: true });
    assert.equal(refused.answers[0]?.problem, 'the WebSocket was refused');
    let turn = 0;
    const moody = (peer: Peer, text: string): void => {
      if (turn++ === 0) peer.close(1011);
      else echo(peer, text);
    };
    const { answers, server } = await exchange([message('one'), message('two')], moody);
    assert.deepEqual(
      answers.map(({ problem, body }) => problem ?? body),
      ['the WebSocket was closed (1011)', 'you said two'],
    );
    assert.equal(server.opened.length, 2);
  });

  it('is opened with its headers, anew where they are another user’s, beside requests over HTTP', async () => {
    const page: CandidateRequest = { method: 'GET', path: '/', route: '/', weight: 1, headers: {}, asked: true };
    const as = (user: string) => message('hi', { headers: { 'x-user': user, 'content-type': 'text/plain' } });
    const { answers, server } = await exchange([as('ada'), page, as('ada'), as('bob')], echo);
    assert.deepEqual(
      answers.map(({ body }) => body),
      ['you said hi', 'over HTTP', 'you said hi', 'you said hi'],
    );
    assert.deepEqual(
      server.opened.map(({ headers }) => [headers['x-user'], headers['content-type']]),
      [
        ['ada', undefined],
        ['bob', undefined],
      ],
    );
    assert.deepEqual(server.closed, [1000, 1000]);
  });
});
