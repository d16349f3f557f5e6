import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Answer } from '../../src/load/connection.ts';
import type { CandidateRequest } from '../../src/load/generator-protocol.ts';
import { createPool } from '../../src/load/pool.ts';
import { rawServer } from './raw-server.ts';

/** No test takes as long; where it is past, a test says so. */
const limits = { answerMs: 60_000, answerBytes: 1024 * 1024 };

const get = (path = '/'): CandidateRequest => ({
  method: 'GET',
  path,
  route: path,
  weight: 1,
  headers: {},
  asked: true,
});

/** Sends the requests one after the other on one connection; `giveUp` lets the time that an answer may take be over. */
async function answersOf(
  answer: (socket: Socket, request: string, turn: number, giveUp: () => void) => void,
  requests: readonly CandidateRequest[],
): Promise<{ readonly answers: readonly Answer[]; readonly opened: number }> {
  let turn = 0;
  const giveUp = (): void => {
    pool.first(1)[0]?.expire(performance.now() + limits.answerMs);
  };
  const server = await rawServer((socket, request) => {
    answer(socket, request, turn++, giveUp);
  });
  const pool = createPool({ baseUrl: server.url, limits, most: 10 });
  try {
    const [connection] = pool.first(1);
    const answers: Answer[] = [];
    for (const request of requests) {
      const answered = await connection?.send(request, { keepBody: true });
      if (answered !== undefined) answers.push(answered);
    }
    return { answers, opened: server.opened() };
  } finally {
    pool.destroy();
    await server.close();
  }
}

const write = (text: string) => (socket: Socket) => void socket.write(text);

describe('a connection of the load generator', () => {
  it('counts the bytes of request and answer exactly, and keeps the connection', async () => {
    const reply = 'HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello';
    const requests: string[] = [];
    const { answers, opened } = await answersOf(
      (socket, request) => {
        requests.push(request);
        socket.write(reply);
      },
      [get('/a'), get('/b')],
    );
    assert.deepEqual(
      answers.map(({ status, body, bytesIn, bytesOut }) => ({ status, body, bytesIn, bytesOut })),
      requests.map((request) => ({ status: 200, body: 'hello', bytesIn: request.length + 4, bytesOut: reply.length })),
    );
    assert.equal(opened, 1);
  });

  it('reads an answer that comes byte by byte, in chunks, after an early hint', async () => {
    const text =
      'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n';
    const { answers } = await answersOf(
      (socket) => {
        socket.setNoDelay(true);
        let i = 0;
        const timer = setInterval(() => {
          if (i === text.length) clearInterval(timer);
          else socket.write(text[i++] ?? '');
        }, 1);
      },
      [get()],
    );
    assert.equal(answers[0]?.body, 'abcde');
    assert.equal(answers[0].status, 200);
  });

  it('knows that no body follows HEAD, 204 and 304, and that a body without a length ends with its connection', async () => {
    const replies = [
      'HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n',
      'HTTP/1.1 204 No Content\r\n\r\n',
      'HTTP/1.1 304 Not Modified\r\ncontent-length: 9\r\n\r\n',
      'HTTP/1.1 200 OK\r\n\r\nto the end',
    ];
    const { answers, opened } = await answersOf(
      (socket, _request, turn) => {
        socket.write(replies[turn] ?? '');
        if (turn === 3) socket.end();
      },
      [{ ...get(), method: 'HEAD' }, get(), get(), get()],
    );
    assert.deepEqual(
      answers.map(({ status, body }) => [status, body]),
      [
        [200, ''],
        [204, ''],
        [304, ''],
        [200, 'to the end'],
      ],
    );
    assert.equal(opened, 1);
  });

  it('opens a new connection where the server closes after each answer', async () => {
    const closing = write('HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok');
    const { answers, opened } = await answersOf(closing, [get(), get()]);
    assert.deepEqual(
      answers.map(({ body }) => body),
      ['ok', 'ok'],
    );
    assert.equal(opened, 2);
  });

  it('unpacks a compressed body', async () => {
    const packed = gzipSync('unpacked');
    const { answers } = await answersOf(
      (socket) => {
        socket.write(`HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${packed.length}\r\n\r\n`);
        socket.write(packed);
      },
      [get()],
    );
    assert.equal(answers[0]?.body, 'unpacked');
  });

  it('sends a path with letters beyond ASCII as a browser would, and a header that HTTP forbids not at all', async () => {
    const seen: string[] = [];
    const forbidden = { ...get(), headers: { 'x-a': 'a\r\nx-b: b' } };
    const { answers } = await answersOf(
      (socket, request) => {
        seen.push(request.split('\r\n', 1)[0] ?? '');
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
      },
      [get('/café?q=a b'), forbidden],
    );
    assert.deepEqual(seen, ['GET /caf%C3%A9?q=a%20b HTTP/1.1']);
    assert.match(answers[1]?.problem ?? '', /cannot be sent/);
  });
});

describe('a hostile server', () => {
  const problemWith = async (answer: (socket: Socket, giveUp: () => void) => void): Promise<string | undefined> => {
    const { answers } = await answersOf(
      (socket, _request, _turn, giveUp) => {
        answer(socket, giveUp);
      },
      [get()],
    );
    assert.equal(answers[0]?.status, 0);
    return answers[0].problem;
  };

  it('that never answers is given up', async () => {
    const silent = (_socket: Socket, giveUp: () => void): void => {
      giveUp();
    };
    assert.equal(await problemWith(silent), 'no answer within 60 s');
  });

  it('that resets the connection, or closes it, is said to', async () => {
    assert.equal(await problemWith((socket) => socket.resetAndDestroy()), 'connection reset');
    assert.equal(await problemWith((socket) => socket.end()), 'connection closed without an answer');
  });

  it('that breaks off in the middle of its answer is said to', async () => {
    const broken = 'HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nonly this';
    assert.equal(await problemWith((socket) => socket.end(broken)), 'the answer broke off');
  });

  it('that sends a byte now and then holds the connection for no longer than an answer may take', async () => {
    const trickling = async (socket: Socket, giveUp: () => void): Promise<void> => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n');
      for (let sent = 0; sent < 20; sent++) {
        // What is written to this machine itself has arrived, and is read in the next turn.
        await nextTurn();
        socket.write('x');
      }
      giveUp();
    };
    assert.equal(
      await problemWith((socket, giveUp) => void trickling(socket, giveUp)),
      'the answer did not end within 60 s',
    );
  });

  it('that sends a body without end is cut off at the limit', async () => {
    const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    const endless = (socket: Socket): void => {
      const more = (): void => {
        while (!socket.destroyed && socket.write(chunk));
      };
      socket.on('drain', more);
      socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
      more();
    };
    assert.equal(await problemWith(endless), 'the answer is longer than 1 MiB');
  });

  it('that does not speak HTTP is said to', async () => {
    assert.equal(await problemWith(write('SSH-2.0-OpenSSH_9.6\r\n')), 'not an HTTP answer');
    assert.equal(await problemWith(write('HTTP/1.1 20 OK\r\n\r\n')), 'not an HTTP answer');
    const headers = `HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(20_000)}\r\n`;
    assert.equal(await problemWith(write(headers)), 'not an HTTP answer');
  });

  it('whose connection is refused is said to', async () => {
    const server = await rawServer(() => undefined);
    await server.close();
    const pool = createPool({ baseUrl: server.url, limits, most: 1 });
    const answer = await pool.first(1)[0]?.send(get());
    pool.destroy();
    assert.equal(answer?.problem, 'connection refused');
  });

  it('that goes on after its answer does not spoil the next request', async () => {
    const twice = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';
    const { answers } = await answersOf(
      (socket, _request, turn) => {
        socket.write(turn === 0 ? twice + twice : twice);
      },
      [get(), get()],
    );
    assert.deepEqual(
      answers.map(({ status, body }) => [status, body]),
      [
        [200, 'ok'],
        [200, 'ok'],
      ],
    );
  });
});
