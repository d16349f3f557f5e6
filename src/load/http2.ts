/** HTTP/2 over Node.js's own client, for servers that choose it when they are offered both. One session a connection, as one a browser. */
import { Buffer } from 'node:buffer';
import { connect, type ClientHttp2Session, type ClientHttp2Stream, type OutgoingHttpHeaders } from 'node:http2';
import { connect as connectTls } from 'node:tls';
import { decodedBody, type WireBody } from './body-sizes.ts';
import {
  mostKeptBytes,
  overdue,
  wordsFor,
  type Answer,
  type AnswerLimits,
  type Connection,
  type SendOptions,
} from './connection.ts';
import { bodyBytesOf, targetOf } from './encode-request.ts';
import type { CandidateRequest } from './generator-protocol.ts';

const probeMs = 3000;

/** Whether the server at an `https:` address chooses HTTP/2 (RFC 7301); false where it cannot be asked. */
export function speaksHttp2(baseUrl: string, patienceMs = probeMs): Promise<boolean> {
  const { protocol, hostname, port } = new URL(baseUrl);
  if (protocol !== 'https:') return Promise.resolve(false);
  return new Promise((resolve) => {
    const socket = connectTls({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port === '' ? 443 : Number(port),
      ALPNProtocols: ['h2', 'http/1.1'],
      rejectUnauthorized: false,
    });
    const answer = (is: boolean): void => {
      socket.destroy();
      resolve(is);
    };
    socket.setTimeout(patienceMs, () => {
      answer(false);
    });
    socket.once('secureConnect', () => {
      answer(socket.alpnProtocol === 'h2');
    });
    socket.once('error', () => {
      answer(false);
    });
  });
}

interface Exchange {
  readonly stream: ClientHttp2Stream;
  readonly startMs: number;
  readonly untilMs: number | undefined;
  finish(status: number, problem?: string, givenUp?: true): void;
}

/** HTTP/2 has no place for these (RFC 9113, 8.2.2); the host has one of its own. */
const ofHttp1 = new Set(['host', 'connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'upgrade']);

export class Http2Connection implements Connection {
  readonly #origin: string;
  readonly #prefix: string;
  readonly #limits: AnswerLimits;
  #session: ClientHttp2Session | undefined;
  #exchange: Exchange | undefined;

  constructor(baseUrl: string, limits: AnswerLimits) {
    const { origin, pathname } = new URL(baseUrl);
    this.#origin = origin;
    this.#prefix = pathname.replace(/\/$/, '');
    this.#limits = limits;
  }

  send(request: CandidateRequest, options?: SendOptions): Promise<Answer> {
    return new Promise((resolve) => {
      const startMs = performance.now();
      const session = this.#session ?? this.#open();
      const before = trafficOf(session);
      const body = bodyBytesOf(request);
      const stream = session.request(this.#headersOf(request), { endStream: body === undefined });
      const answer = new Reading(stream, options?.keepBody ?? false);
      const finish = (status: number, problem?: string, givenUp?: true): void => {
        if (this.#exchange?.stream !== stream) return;
        this.#exchange = undefined;
        const endedAtMs = performance.now();
        const after = trafficOf(session);
        resolve({
          status,
          ...(problem === undefined ? {} : { problem }),
          ...(givenUp === undefined ? {} : { givenUp }),
          ...{ latencyUs: (endedAtMs - startMs) * 1000, endedAtMs },
          ...{ bytesIn: after.written - before.written, bytesOut: after.read - before.read },
          ...answer.found(),
        });
      };
      this.#exchange = { stream, startMs, untilMs: options?.untilMs, finish };
      stream.on('data', (chunk: Buffer) => {
        if (answer.take(chunk) <= this.#limits.answerBytes) return;
        this.#fail(`the answer is longer than ${Math.round(this.#limits.answerBytes / 1024 / 1024)} MiB`);
      });
      stream.on('end', () => {
        if (answer.status === 0) finish(0, 'connection closed without an answer');
        else finish(answer.status);
      });
      stream.on('error', (error: Error) => {
        finish(0, wordsFor(error));
      });
      stream.on('close', () => {
        finish(0, 'the answer broke off');
      });
      if (body !== undefined) stream.end(body);
    });
  }

  expire(nowMs: number): void {
    const late = this.#exchange === undefined ? undefined : overdue(nowMs, this.#exchange, this.#limits);
    if (late !== undefined) this.#fail(`no complete answer ${late.within}`, late.givenUp);
  }

  destroy(): void {
    this.#fail('stopped');
  }

  #open(): ClientHttp2Session {
    // A certificate on loopback is the developer's own.
    const session = connect(this.#origin, { rejectUnauthorized: false });
    session.on('error', (error: Error) => {
      if (session === this.#session) this.#fail(wordsFor(error));
    });
    const forget = (): void => {
      if (session === this.#session) this.#session = undefined;
    };
    session.on('goaway', forget);
    session.on('close', forget);
    this.#session = session;
    return session;
  }

  #headersOf({ method, path, headers }: CandidateRequest): OutgoingHttpHeaders {
    const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
    return {
      ...Object.fromEntries(lower.filter(([name]) => !ofHttp1.has(name))),
      ':method': method,
      ':path': targetOf(this.#prefix + path),
    };
  }

  #fail(problem: string, givenUp?: true): void {
    const session = this.#session;
    this.#session = undefined;
    this.#exchange?.finish(0, problem, givenUp);
    session?.destroy();
  }
}

/** What has come of an answer so far. */
class Reading {
  readonly #keepBody: boolean;
  readonly #kept: Buffer[] = [];
  #bodyBytes = 0;
  #headers: readonly string[] = [];
  status = 0;

  constructor(stream: ClientHttp2Stream, keepBody: boolean) {
    this.#keepBody = keepBody;
    stream.on('response', (headers) => {
      this.status = headers[':status'] ?? 0;
      const entries = Object.entries(headers).filter(([name]) => !name.startsWith(':'));
      if (keepBody)
        this.#headers = entries.flatMap(([name, value]) => [value ?? ''].flat().flatMap((each) => [name, each]));
    });
  }

  /** Gives the bytes of the body until now. */
  take(chunk: Buffer): number {
    this.#bodyBytes += chunk.length;
    if (this.#keepBody && this.#bodyBytes <= mostKeptBytes) this.#kept.push(chunk);
    return this.#bodyBytes;
  }

  found(): Pick<Answer, 'bodyBytesOut' | 'body' | 'wireBody' | 'headers'> {
    const bodyBytesOut = this.#bodyBytes;
    if (!this.#keepBody) return { bodyBytesOut };
    const headers = this.#headers;
    const of = (wanted: string): string | undefined => headers[headers.indexOf(wanted) + 1];
    const [encoding, type] = ['content-encoding', 'content-type'].map((name) =>
      headers.includes(name) ? of(name) : undefined,
    );
    const wireBody: WireBody = {
      bytes: Buffer.concat(this.#kept),
      ...(encoding === undefined ? {} : { encoding }),
      ...(type === undefined ? {} : { type }),
    };
    const body = (decodedBody(wireBody) ?? wireBody.bytes).toString('utf8');
    return { bodyBytesOut, body, headers, ...(bodyBytesOut > mostKeptBytes ? {} : { wireBody }) };
  }
}

interface Traffic {
  readonly read: number;
  readonly written: number;
}

function trafficOf({ socket, destroyed }: ClientHttp2Session): Traffic {
  // A session that is gone has no socket any more.
  return destroyed ? { read: 0, written: 0 } : { read: socket.bytesRead, written: socket.bytesWritten };
}
