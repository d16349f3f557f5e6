import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  constants,
  createServer as createCleartextServer,
  createSecureServer,
  type Http2ServerResponse,
} from 'node:http2';
import { createServer } from 'node:https';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Answer } from '../../src/load/connection.ts';
import type { CandidateRequest } from '../../src/load/generator-protocol.ts';
import { speaksHttp2 } from '../../src/load/http2.ts';
import { createPool } from '../../src/load/pool.ts';

/** For tests only: the key is public. */
const pem = readFileSync(join(import.meta.dirname, '..', 'fixtures', 'localhost.pem'));
const secure = { key: pem, cert: pem };
/** No test takes as long; where it is past, a test says so. */
const limits = { answerMs: 60_000, answerBytes: 100_000 };
const post: CandidateRequest = {
  ...{ method: 'POST', path: '/things?a=b', route: '/things', weight: 1, asked: true },
  ...{ headers: { 'X-Token': 'abc', Connection: 'keep-alive' }, body: '{"n":1}' },
};
const get: CandidateRequest = { method: 'GET', path: '/', route: '/', weight: 1, headers: {}, asked: true };

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

async function ask(
  server: Pick<Server, 'listen' | 'address' | 'close'>,
  requests: readonly CandidateRequest[],
  { h2c = false, onExpiry }: { readonly h2c?: boolean; readonly onExpiry?: (giveUp: () => void) => void } = {},
): Promise<{ readonly http2: boolean; readonly answers: readonly Answer[] }> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const baseUrl = `${h2c ? 'http' : 'https'}://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`;
  const http2 = await speaksHttp2(baseUrl, limits.answerMs);
  const pool = createPool({ baseUrl, limits, most: 1, http2: h2c || http2 });
  onExpiry?.(() => {
    pool.first(1)[0]?.expire(performance.now() + limits.answerMs);
  });
  try {
    const answers: Answer[] = [];
    for (const request of requests) {
      const answer = await pool.first(1)[0]?.send(request, { keepBody: true });
      if (answer !== undefined) answers.push(answer);
    }
    return { http2, answers };
  } finally {
    pool.destroy();
    server.close();
  }
}

const echo: Handler = (request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    const { method, url, headers, httpVersion } = request;
    response.setHeader('content-type', 'text/plain');
    response.end([httpVersion, method, url, headers['x-token'], body].join(' '));
  });
};

const over = (handler: Handler) => createSecureServer(secure, handler as never) as unknown as Server;

describe('a secure connection', () => {
  it('speaks HTTP/1.1 where the server does, and takes the certificate of the developer', async () => {
    const { http2, answers } = await ask(createServer(secure, echo), [post, get]);
    assert.equal(http2, false);
    assert.deepEqual(
      answers.map(({ body }) => body),
      ['1.1 POST /things?a=b abc {"n":1}', '1.1 GET /  '],
    );
  });

  it('speaks HTTP/2 where the server does', async () => {
    const { http2, answers } = await ask(over(echo), [post, get]);
    assert.equal(http2, true);
    assert.deepEqual(
      answers.map(({ status, body }) => [status, body]),
      [
        [200, '2.0 POST /things?a=b abc {"n":1}'],
        [200, '2.0 GET /  '],
      ],
    );
    for (const { bytesIn, bytesOut, bodyBytesOut, body } of answers) {
      assert.equal(bodyBytesOut, body?.length);
      assert.ok(bytesIn > 0 && bytesOut > bodyBytesOut);
    }
  });

  it('is none over HTTP/2 without TLS, of which the server tells nobody before it is spoken to', async () => {
    const server = createCleartextServer(echo as never) as unknown as Server;
    const { http2, answers } = await ask(server, [post, get], { h2c: true });
    assert.equal(http2, false);
    assert.deepEqual(
      answers.map(({ body }) => body),
      ['2.0 POST /things?a=b abc {"n":1}', '2.0 GET /  '],
    );
  });

  it('over HTTP/2 gives up an answer that does not come, breaks off or never ends, and goes on', async () => {
    let turn = 0;
    let giveUp: (() => void) | undefined;
    const { answers } = await ask(
      over((request, response) => {
        switch (turn++) {
          case 0:
            giveUp?.();
            return;
          case 1:
            response.write('begun');
            // Node.js's own class over HTTP/2, whatever the handler takes it for.
            (response as unknown as Http2ServerResponse).stream.close(constants.NGHTTP2_INTERNAL_ERROR);
            return;
          case 2:
            response.write('x'.repeat(200_000));
            return;
          default:
            echo(request, response);
        }
      }),
      [get, get, get, get],
      { onExpiry: (expire) => (giveUp = expire) },
    );
    const problems = answers.map(({ problem }) => problem);
    assert.equal(problems[0], 'no complete answer within 60 s');
    assert.equal(problems[1], 'ERR_HTTP2_STREAM_ERROR');
    assert.match(problems[2] ?? '', /longer than/);
    assert.equal(answers[3]?.body, '2.0 GET /  ');
  });
});
