/** Fetches from price lists: through the proxy that the environment names, with limits, and with failures in words. */
import type { Readable } from 'node:stream';
import { EnvHttpProxyAgent, request } from 'undici';

export interface Web {
  json(url: string, headers?: Readonly<Record<string, string>>): Promise<unknown>;
  /** For what is too large to hold: AWS lists a region in hundreds of megabytes. */
  stream(url: string): Promise<Readable>;
}

/** The connection, the answer's head and each piece of its body must come within this time. */
const patienceMs = 30_000;
/** A page of a price list has a few megabytes. */
const mostJsonBytes = 64 * 1024 * 1024;

/** HTTP_PROXY, HTTPS_PROXY and NO_PROXY hold. Close it when done. */
export function openWeb(signal: AbortSignal): Web & { readonly close: () => Promise<void> } {
  const dispatcher = new EnvHttpProxyAgent({
    headersTimeout: patienceMs,
    bodyTimeout: patienceMs,
    connect: { timeout: patienceMs },
  });
  const stream = async (url: string, headers: Readonly<Record<string, string>> = {}): Promise<Readable> => {
    const { statusCode, body } = await request(url, { dispatcher, headers, signal });
    if (statusCode === 200) return body;
    await body.dump();
    throw new Error(`${new URL(url).host} answered with status ${statusCode}`);
  };
  return {
    stream,
    json: async (url, headers) => JSON.parse(await textOf(await stream(url, headers))) as unknown,
    close: () => dispatcher.destroy(),
  };
}

async function textOf(stream: Readable): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > mostJsonBytes) throw new Error('a page of the price list is longer than 64 MiB');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
