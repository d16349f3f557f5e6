/**
 * Messages of a scenario: `WS /chat` with a body is a message sent over a WebSocket to `/chat`, and its answer is the next message that
 * comes back, or the next one that is as expected: what a server sends to all, or by itself, is passed over. The socket is opened
 * when it is first needed, kept for the messages after it, and closed as the protocol has it when the load is over.
 */
import { Buffer } from 'node:buffer';
import type { Socket } from 'node:net';
import { Agent, buildConnector, WebSocket } from 'undici';
import { problemOf } from './check.ts';
import { overdue, type Answer, type AnswerLimits, type Connection, type SendOptions } from './connection.ts';
import { bodyBytesOf } from './encode-request.ts';
import type { CandidateRequest } from './generator-protocol.ts';

/** In a scenario's `method`. */
export const webSocketMethod = 'WS';

/** RFC 6455's status of a connection that is open. */
const switched = 101;
const closeMs = 500;
/** Of requests with bodies, and of those whose answers are unpacked. */
const ofHttp = new Set(['content-type', 'content-length', 'accept-encoding']);

interface Exchange {
  readonly request: CandidateRequest;
  readonly keepBody: boolean;
  readonly startMs: number;
  readonly untilMs: number | undefined;
  readonly before: Traffic;
  readonly resolve: (answer: Answer) => void;
}

interface Traffic {
  readonly read: number;
  readonly written: number;
}

export class WebSocketConnection implements Connection {
  readonly #base: string;
  readonly #limits: AnswerLimits;
  readonly #agent: Agent;
  #wire: Socket | undefined;
  #socket: WebSocket | undefined;
  /** Where it leads, and what its opening said: another user's is another connection. */
  #key = '';
  #exchange: Exchange | undefined;

  constructor(baseUrl: string, limits: AnswerLimits) {
    this.#base = baseUrl.replace(/^http/, 'ws').replace(/\/$/, '');
    this.#limits = limits;
    // A certificate on loopback is the developer's own.
    const connector = buildConnector({ rejectUnauthorized: false });
    this.#agent = new Agent({
      connect: (options, done) => {
        connector(options, (...opened) => {
          this.#wire = opened[1] ?? undefined;
          done(...opened);
        });
      },
    });
  }

  send(request: CandidateRequest, options?: SendOptions): Promise<Answer> {
    return new Promise((resolve) => {
      const socket = this.#socketFor(request);
      this.#exchange = {
        request,
        keepBody: options?.keepBody ?? false,
        startMs: performance.now(),
        untilMs: options?.untilMs,
        before: this.#traffic(),
        resolve,
      };
      const body = request.bodyBase64 === undefined ? request.body : bodyBytesOf(request);
      if (body === undefined) return;
      if (socket.readyState === WebSocket.OPEN) socket.send(body);
      else
        socket.addEventListener('open', () => {
          socket.send(body);
        });
    });
  }

  expire(nowMs: number): void {
    const exchange = this.#exchange;
    if (exchange === undefined) return;
    if (this.#traffic().read - exchange.before.read > this.#limits.answerBytes)
      this.#fail(`more than ${Math.round(this.#limits.answerBytes / 1024 / 1024)} MiB came before the answer`);
    const late = overdue(nowMs, exchange, this.#limits);
    if (late === undefined) return;
    const { expect = {} } = exchange.request;
    const what = expect.contains === undefined && expect.json === undefined ? 'no message' : 'no message as expected';
    this.#fail(`${what} ${late.within}`, late.givenUp);
  }

  destroy(): void {
    this.#fail('stopped');
  }

  /** Resolves when the other side has said goodbye, or has taken too long to. */
  async close(): Promise<void> {
    const socket = this.#socket;
    this.#socket = undefined;
    if (socket !== undefined && socket.readyState !== WebSocket.CLOSED)
      await new Promise<void>((resolve) => {
        socket.addEventListener('close', () => {
          resolve();
        });
        setTimeout(resolve, closeMs);
        socket.close(1000);
      });
    await this.#agent.destroy();
  }

  #socketFor({ path, headers }: CandidateRequest): WebSocket {
    const said = Object.entries(headers).filter(([name]) => !ofHttp.has(name.toLowerCase()));
    const key = JSON.stringify([path, said]);
    if (this.#socket !== undefined && key === this.#key) return this.#socket;
    this.#socket?.close(1000);
    this.#key = key;
    this.#wire = undefined;
    const { protocols, others } = withoutProtocols(said);
    const socket = new WebSocket(this.#base + path, { headers: others, protocols, dispatcher: this.#agent });
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('message', ({ data }) => {
      if (socket === this.#socket) this.#message(data as string | ArrayBuffer);
    });
    let opened = false;
    socket.addEventListener('open', () => (opened = true));
    socket.addEventListener('close', ({ code }) => {
      if (socket !== this.#socket) return;
      this.#socket = undefined;
      this.#finish(opened ? `the WebSocket was closed (${code})` : 'the WebSocket was refused');
    });
    this.#socket = socket;
    return socket;
  }

  #message(data: string | ArrayBuffer): void {
    const exchange = this.#exchange;
    // The server speaks by itself.
    if (exchange === undefined) return;
    const bytes = typeof data === 'string' ? Buffer.byteLength(data) : data.byteLength;
    const body = typeof data === 'string' ? data : Buffer.from(data).toString('utf8');
    const answer = this.#answer(exchange, { status: switched, bodyBytesOut: bytes, body });
    if (problemOf(exchange.request, answer) !== undefined) return;
    const { body: read, ...unread } = answer;
    this.#exchange = undefined;
    exchange.resolve(exchange.keepBody && read !== undefined ? { ...unread, body: read, headers: [] } : unread);
  }

  #fail(problem: string, givenUp?: true): void {
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close(1000);
    this.#finish(problem, givenUp);
  }

  #finish(problem: string, givenUp?: true): void {
    const exchange = this.#exchange;
    this.#exchange = undefined;
    const failed = { status: 0, bodyBytesOut: 0, problem, ...(givenUp === undefined ? {} : { givenUp }) };
    exchange?.resolve(this.#answer(exchange, failed));
  }

  #answer(
    { startMs, before }: Exchange,
    what: Pick<Answer, 'status' | 'bodyBytesOut' | 'problem' | 'givenUp' | 'body'>,
  ): Answer {
    const endedAtMs = performance.now();
    const { read, written } = this.#traffic();
    const bytes = { bytesIn: written - before.written, bytesOut: read - before.read };
    return { ...what, ...bytes, latencyUs: (endedAtMs - startMs) * 1000, endedAtMs };
  }

  #traffic(): Traffic {
    return { read: this.#wire?.bytesRead ?? 0, written: this.#wire?.bytesWritten ?? 0 };
  }
}

type Headers = readonly (readonly [string, string])[];

/** The client writes that header itself, from a list. */
function withoutProtocols(headers: Headers): { readonly protocols: string[]; readonly others: [string, string][] } {
  const isProtocol = (name: string): boolean => name.toLowerCase() === 'sec-websocket-protocol';
  return {
    protocols: headers.flatMap(([name, value]) => (isProtocol(name) ? value.split(/\s*,\s*/) : [])),
    others: headers.flatMap(([name, value]): [string, string][] => (isProtocol(name) ? [] : [[name, value]])),
  };
}

/** One place in the pool that speaks both: requests to the one, messages to the other. */
export class MixedConnection implements Connection {
  readonly #http: Connection;
  readonly #messages: WebSocketConnection;

  constructor(http: Connection, messages: WebSocketConnection) {
    this.#http = http;
    this.#messages = messages;
  }

  send(request: CandidateRequest, options?: SendOptions): Promise<Answer> {
    return (request.method === webSocketMethod ? this.#messages : this.#http).send(request, options);
  }

  expire(nowMs: number): void {
    this.#http.expire(nowMs);
    this.#messages.expire(nowMs);
  }

  destroy(): void {
    this.#http.destroy();
    this.#messages.destroy();
  }

  close(): Promise<void> {
    return this.#messages.close();
  }
}
