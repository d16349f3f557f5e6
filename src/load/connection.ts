/** One keep-alive connection: sends a request, counts bytes at the socket and the time to the last byte of the answer. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import { buildConnector, Client, type Dispatcher } from 'undici';
import { decodedBody, type WireBody } from './body-sizes.ts';
import type { CandidateRequest } from './generator-protocol.ts';

export interface Answer {
  /** 0 when there was no answer. */
  readonly status: number;
  readonly problem?: string;
  readonly latencyUs: number;
  /** On the socket, headers included: sent to the application, and received from it. */
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** The body alone, as it was sent. */
  readonly bodyBytesOut: number;
  /** Only where it was asked for: what it says, and how it came. */
  readonly body?: string;
  readonly wireBody?: WireBody;
  /** Names and values in turn; only where the body was asked for. */
  readonly headers?: readonly string[];
}

export interface Connection {
  send(request: CandidateRequest, options?: { readonly keepBody: boolean }): Promise<Answer>;
  destroy(): void;
}

const answerTimeoutMs = 10_000;
/** An answer that never ends must not fill the generator's memory or hold its connection. */
const maxAnswerBytes = 256 * 1024 * 1024;
const maxKeptBytes = 4 * 1024 * 1024;

export function openConnections(baseUrl: string, count: number): readonly Connection[] {
  return Array.from({ length: count }, () => openConnection(baseUrl));
}

function openConnection(baseUrl: string): Connection {
  const { origin, pathname } = new URL(baseUrl);
  const prefix = pathname.replace(/\/$/, '');
  let socket: Socket | undefined;
  // A certificate on loopback is the developer's own.
  const connector = buildConnector({ rejectUnauthorized: false });
  const client = new Client(origin, {
    pipelining: 1,
    headersTimeout: answerTimeoutMs,
    bodyTimeout: answerTimeoutMs,
    connect: (options, callback) => {
      connector(options, (error, opened) => {
        if (opened !== null) socket = opened;
        callback(...([error, opened] as Parameters<typeof callback>));
      });
    },
  });
  const counted = (): Traffic => ({ socket, read: socket?.bytesRead ?? 0, written: socket?.bytesWritten ?? 0 });
  return {
    send: (request, options) =>
      new Promise((resolve) => {
        const handler = new AnswerHandler(counted, options?.keepBody ?? false, resolve);
        client.dispatch(
          {
            origin,
            path: prefix + request.path,
            method: request.method,
            headers: request.headers,
            body: request.body ?? null,
          },
          handler,
        );
      }),
    destroy: () => void client.destroy(),
  };
}

interface Traffic {
  readonly socket: Socket | undefined;
  readonly read: number;
  readonly written: number;
}

/** A class because undici's dispatcher calls methods on it; one lives for one request. */
class AnswerHandler implements Dispatcher.DispatchHandler {
  readonly #start = process.hrtime.bigint();
  readonly #before: Traffic;
  readonly #counted: () => Traffic;
  readonly #kept: Buffer[] | undefined;
  readonly #resolve: (answer: Answer) => void;
  #status = 0;
  #received = 0;
  #head: Pick<WireBody, 'encoding' | 'type'> = {};
  #headers: readonly string[] = [];

  constructor(counted: () => Traffic, keepBody: boolean, resolve: (answer: Answer) => void) {
    this.#counted = counted;
    this.#before = counted();
    this.#kept = keepBody ? [] : undefined;
    this.#resolve = resolve;
  }

  onRequestStart(): void {
    // Nothing to do before the first byte; undici wants the method.
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    this.#status = status;
    if (this.#kept === undefined) return;
    this.#head = headOf(headers);
    this.#headers = Object.entries(headers).flatMap(([name, value]) =>
      [value ?? []].flat().flatMap((each) => [name, each]),
    );
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#received += chunk.length;
    if (this.#received <= maxKeptBytes) this.#kept?.push(chunk);
    if (this.#received > maxAnswerBytes)
      controller.abort(new Error(`the answer is longer than ${maxAnswerBytes / 1024 / 1024} MiB`));
  }

  onResponseEnd(): void {
    this.#resolve({ ...this.#measured(), status: this.#status, ...this.#body() });
  }

  #body(): Pick<Answer, 'body' | 'wireBody' | 'headers'> {
    if (this.#kept === undefined) return {};
    const wireBody: WireBody = { bytes: Buffer.concat(this.#kept), ...this.#head };
    const body = (decodedBody(wireBody) ?? wireBody.bytes).toString('utf8');
    const headers = this.#headers;
    return this.#received > maxKeptBytes ? { body, headers } : { body, wireBody, headers };
  }

  onResponseError(_controller: Dispatcher.DispatchController | undefined, error: Error): void {
    this.#resolve({ ...this.#measured(), status: 0, problem: (error as NodeJS.ErrnoException).code ?? error.message });
  }

  #measured(): Omit<Answer, 'status'> {
    const now = this.#counted();
    // A new connection counts from nothing.
    const before = now.socket === this.#before.socket ? this.#before : { read: 0, written: 0 };
    return {
      latencyUs: Number(process.hrtime.bigint() - this.#start) / 1000,
      bytesIn: now.written - before.written,
      bytesOut: now.read - before.read,
      bodyBytesOut: this.#received,
    };
  }
}

function headOf(headers: IncomingHttpHeaders): Pick<WireBody, 'encoding' | 'type'> {
  const { 'content-encoding': encoding, 'content-type': type } = headers;
  return { ...(typeof encoding === 'string' ? { encoding } : {}), ...(type === undefined ? {} : { type }) };
}
