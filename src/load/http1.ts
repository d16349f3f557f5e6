/**
 * HTTP/1.1 over one socket: `http-parser-js` reads what the application answers, the rest is here. Each socket reads into one
 * buffer of its own (`onread`), past Node.js's streams: with them, and with `undici`, a request costs the generator about twice the CPU.
 */
import { Buffer } from 'node:buffer';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { HTTPParser, type HeaderInfo } from 'http-parser-js';
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
import { encodeRequest, type EncodedRequest } from './encode-request.ts';
import type { CandidateRequest } from './generator-protocol.ts';

const readBytes = 32 * 1024;
/** Servers close idle connections, Node.js after 5 s: one that has rested longer is not trusted with a request. */
const mostIdleMs = 3000;

const nothing = { status: 0, latencyUs: 0, bytesIn: 0, bytesOut: 0, bodyBytesOut: 0 };

type Parser = InstanceType<typeof HTTPParser>;

interface Exchange {
  readonly method: string;
  readonly keepBody: boolean;
  readonly resolve: (answer: Answer) => void;
  readonly startMs: number;
  readonly untilMs: number | undefined;
  readonly bytesIn: number;
  readonly kept: Buffer[];
  bodyBytesOut: number;
  bytesOut: number;
  status: number;
  headers: readonly string[];
  keepAlive: boolean;
}

export class Http1Connection implements Connection {
  readonly #url: URL;
  readonly #place: { readonly host: string; readonly prefix: string };
  readonly #limits: AnswerLimits;
  readonly #buffer = Buffer.allocUnsafeSlow(readBytes);
  /** Most requests are sent again and again. */
  readonly #encoded = new WeakMap<CandidateRequest, EncodedRequest>();
  #socket: Socket | undefined;
  #parser: Parser | undefined;
  #exchange: Exchange | undefined;
  #idleSinceMs = 0;
  #mostIdleMs = mostIdleMs;

  constructor(baseUrl: string, limits: AnswerLimits) {
    this.#url = new URL(baseUrl);
    this.#limits = limits;
    this.#place = { host: this.#url.host, prefix: this.#url.pathname.replace(/\/$/, '') };
  }

  send(request: CandidateRequest, options?: SendOptions): Promise<Answer> {
    return new Promise((resolve) => {
      const startMs = performance.now();
      const encoded = this.#encode(request);
      if (encoded instanceof TypeError) {
        resolve({ ...nothing, problem: `cannot be sent: ${encoded.message}`, endedAtMs: startMs });
        return;
      }
      const { data, bytes } = encoded;
      if (this.#socket !== undefined && startMs - this.#idleSinceMs > this.#mostIdleMs) this.#drop();
      this.#exchange = {
        method: request.method,
        keepBody: options?.keepBody ?? false,
        resolve,
        startMs,
        untilMs: options?.untilMs,
        bytesIn: bytes,
        kept: [],
        bodyBytesOut: 0,
        bytesOut: 0,
        status: 0,
        headers: [],
        keepAlive: true,
      };
      const socket = this.#socket ?? this.#open();
      if (typeof data === 'string') socket.write(data, 'latin1');
      else socket.write(data);
    });
  }

  expire(nowMs: number): void {
    const late = this.#exchange === undefined ? undefined : overdue(nowMs, this.#exchange, this.#limits);
    if (late === undefined) return;
    const { within, givenUp } = late;
    this.#fail(this.#exchange?.status === 0 ? `no answer ${within}` : `the answer did not end ${within}`, givenUp);
  }

  destroy(): void {
    this.#fail('stopped');
  }

  #encode(request: CandidateRequest): EncodedRequest | TypeError {
    const known = this.#encoded.get(request);
    if (known !== undefined) return known;
    try {
      const encoded = encodeRequest(request, this.#place);
      this.#encoded.set(request, encoded);
      return encoded;
    } catch (error) {
      if (error instanceof TypeError) return error;
      throw error;
    }
  }

  #open(): Socket {
    const { hostname, port, protocol } = this.#url;
    const secure = protocol === 'https:';
    const options = {
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port === '' ? (secure ? 443 : 80) : Number(port),
      noDelay: true,
      onread: { buffer: this.#buffer, callback: (bytes: number) => this.#read(socket, bytes) },
    };
    // A certificate on loopback is the developer's own.
    const socket: Socket = secure ? connectTls({ ...options, rejectUnauthorized: false }) : connect(options);
    socket.on('error', (error) => {
      if (socket === this.#socket) this.#fail(wordsFor(error));
    });
    socket.on('close', () => {
      if (socket === this.#socket) this.#closed();
    });
    this.#socket = socket;
    this.#parser = this.#newParser();
    this.#mostIdleMs = mostIdleMs;
    return socket;
  }

  #newParser(): Parser {
    const parser = new HTTPParser(HTTPParser.RESPONSE);
    parser[HTTPParser.kOnHeadersComplete] = (info) => this.#head(info);
    parser[HTTPParser.kOnBody] = (chunk) => {
      this.#keep(chunk);
    };
    parser[HTTPParser.kOnMessageComplete] = () => {
      this.#complete();
    };
    return parser;
  }

  #read(socket: Socket, bytes: number): boolean {
    if (socket !== this.#socket) return true;
    const exchange = this.#exchange;
    // Bytes that nobody asked for: the connection is out of step.
    if (exchange === undefined) {
      this.#drop();
      return true;
    }
    exchange.bytesOut += bytes;
    const outcome = this.#parser?.execute(this.#buffer, 0, bytes);
    if (outcome instanceof Error) this.#fail('not an HTTP answer');
    else if (this.#exchange === exchange && exchange.bytesOut > this.#limits.answerBytes)
      this.#fail(`the answer is longer than ${Math.round(this.#limits.answerBytes / 1024 / 1024)} MiB`);
    return true;
  }

  /** True tells the parser that no body follows. */
  #head({ statusCode, headers, shouldKeepAlive }: HeaderInfo): number {
    const exchange = this.#exchange;
    if (exchange === undefined) return 0;
    exchange.status = statusCode;
    const bodyless = exchange.method === 'HEAD' || statusCode === 204 || statusCode === 304;
    exchange.keepAlive = shouldKeepAlive || (bodyless && !/close/i.test(headerOf(headers, 'connection') ?? ''));
    if (exchange.keepBody) exchange.headers = headers;
    if (this.#idleSinceMs === 0) this.#learnIdle(headers);
    return bodyless ? 1 : 0;
  }

  /** `Keep-Alive: timeout=2` says when the server will close; half of it is safe. */
  #learnIdle(headers: readonly string[]): void {
    const seconds = /timeout=(\d+)/.exec(headerOf(headers, 'keep-alive') ?? '')?.[1];
    if (seconds !== undefined) this.#mostIdleMs = Math.min(mostIdleMs, Number(seconds) * 500);
  }

  #keep(chunk: Buffer): void {
    const exchange = this.#exchange;
    if (exchange === undefined) return;
    exchange.bodyBytesOut += chunk.length;
    // A copy: the socket reads the next bytes into the same buffer.
    if (exchange.keepBody && exchange.bodyBytesOut <= mostKeptBytes) exchange.kept.push(Buffer.from(chunk));
  }

  #complete(): void {
    const exchange = this.#exchange;
    // 100 and 103 are announcements; the answer is still to come.
    if (exchange === undefined || (exchange.status < 200 && exchange.status !== 101)) return;
    if (!exchange.keepAlive || exchange.status === 101) this.#drop();
    this.#finish(exchange, exchange.status);
  }

  #closed(): void {
    const parser = this.#parser;
    const exchange = this.#exchange;
    // A body without a length ends with its connection.
    if (exchange !== undefined && exchange.status !== 0) parser?.finish();
    if (this.#exchange === undefined) this.#drop();
    else this.#fail(exchange?.bytesOut === 0 ? 'connection closed without an answer' : 'the answer broke off');
  }

  #fail(problem: string, givenUp?: true): void {
    this.#drop();
    const exchange = this.#exchange;
    if (exchange !== undefined) this.#finish(exchange, 0, { problem, ...(givenUp === undefined ? {} : { givenUp }) });
  }

  #finish(exchange: Exchange, status: number, failed: Pick<Answer, 'problem' | 'givenUp'> = {}): void {
    this.#exchange = undefined;
    const endedAtMs = performance.now();
    this.#idleSinceMs = endedAtMs;
    const { startMs, bytesIn, bytesOut, bodyBytesOut, keepBody } = exchange;
    exchange.resolve({
      status,
      ...failed,
      latencyUs: (endedAtMs - startMs) * 1000,
      endedAtMs,
      bytesIn,
      bytesOut,
      bodyBytesOut,
      ...(keepBody ? { ...bodyOf(exchange), headers: exchange.headers } : {}),
    });
  }

  #drop(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
    this.#parser = undefined;
    this.#idleSinceMs = 0;
  }
}

function headerOf(headers: readonly string[], wanted: string): string | undefined {
  for (let i = 0; i < headers.length; i += 2) if (headers[i]?.toLowerCase() === wanted) return headers[i + 1];
  return undefined;
}

function bodyOf({ kept, headers, bodyBytesOut }: Exchange): Pick<Answer, 'body' | 'wireBody'> {
  const [encoding, type] = ['content-encoding', 'content-type'].map((name) => headerOf(headers, name));
  const wireBody: WireBody = {
    bytes: Buffer.concat(kept),
    ...(encoding === undefined ? {} : { encoding }),
    ...(type === undefined ? {} : { type }),
  };
  const body = (decodedBody(wireBody) ?? wireBody.bytes).toString('utf8');
  return bodyBytesOut > mostKeptBytes ? { body } : { body, wireBody };
}
