/** Fetches from price lists: through the proxy that the environment names, with limits, and with failures in words. */
import { Readable } from 'node:stream';
import type { EnvHttpProxyAgent } from 'undici';

export interface Web {
  /** An object of JSON. @throws ListProblem */
  json(url: string, headers?: Readonly<Record<string, string>>): Promise<Fields>;
  /** For what is too large to hold: AWS lists a region in hundreds of megabytes. */
  stream(url: string): Promise<Readable>;
}

/** The connection, the answer's head and each piece of its body must come within this time. */
const patienceMs = 30_000;
/** A page of a price list has a few megabytes. */
const mostJsonBytes = 64 * 1024 * 1024;
/** AWS's largest region has less than half of it. */
const mostBytes = 1024 * 1024 * 1024;
/** From the first byte to the last one; what comes slower than this is no price list, but somebody who holds the line. */
const leastBytesPerSecond = 16 * 1024;
const graceMs = 30_000;
/** For one list. */
const mostMs = 600_000;

export type Fields = Readonly<Record<string, unknown>>;

/** Why a list cannot be read; the message is a sentence without its end. */
export class ListProblem extends Error {}

/** HTTP_PROXY, HTTPS_PROXY and NO_PROXY hold. Close it when done. */
export function openWeb(signal: AbortSignal): Web & { readonly close: () => Promise<void> } {
  let dispatcher: EnvHttpProxyAgent | undefined;
  const stream = async (url: string, headers: Readonly<Record<string, string>> = {}): Promise<Readable> => {
    // Half of a megabyte, with a program for WebAssembly in it: loaded by who needs it, not by every command.
    const undici = await import('undici');
    dispatcher ??= new undici.EnvHttpProxyAgent({
      headersTimeout: patienceMs,
      bodyTimeout: patienceMs,
      connect: { timeout: patienceMs },
    });
    const { statusCode, body } = await undici.request(url, { dispatcher, headers, signal });
    if (statusCode === 200) return Readable.from(bounded(body), { objectMode: false });
    // Nobody reads it, so that nobody hears of its end.
    body.on('error', () => undefined).destroy();
    throw new ListProblem(`${new URL(url).host} answered with status ${statusCode}`);
  };
  return {
    stream,
    json: async (url, headers) => fieldsIn(await textOf(await stream(url, headers)), url),
    close: async () => {
      await dispatcher?.destroy();
    },
  };
}

/** What comes without an end, or a byte a second, must end. */
async function* bounded(body: Readable): AsyncGenerator<Buffer> {
  const begunMs = performance.now();
  let bytes = 0;
  for await (const piece of body as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > mostBytes) throw new ListProblem(`the price list is longer than ${mostBytes / 2 ** 20} MiB`);
    const tookMs = performance.now() - begunMs;
    if (tookMs > mostMs) throw new ListProblem(`the price list takes longer than ${mostMs / 60_000} minutes`);
    if (tookMs > graceMs && (bytes / tookMs) * 1000 < leastBytesPerSecond)
      throw new ListProblem('the price list comes too slowly');
    yield piece;
  }
}

function fieldsIn(text: string, url: string): Fields {
  const value = parsed(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new ListProblem(`what ${new URL(url).host} answered is no object of JSON`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

async function textOf(stream: Readable): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > mostJsonBytes) throw new ListProblem('a page of the price list is longer than 64 MiB');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
