/**
 * What a body weighs before and after compression. The application is not asked: an answer says how it was compressed, so its
 * sample is taken apart here, and one that was not compressed is compressed here to see what that would save.
 */
import { brotliDecompressSync, gunzipSync, gzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import type { BodySample } from '../model/recording.ts';

/** A body as it came over the wire. */
export interface WireBody {
  readonly bytes: Buffer;
  readonly encoding?: string;
  readonly type?: string;
}

/** A few bytes can stand for gigabytes. */
const bounded = { maxOutputLength: 64 * 1024 * 1024 };

type Headers = Readonly<Record<string, string>>;

/**
 * Browsers and most HTTP libraries take compressed answers, and compressing costs the application CPU: load that did not ask for
 * it would measure a cheaper application than the one in production. zstd is left out, because Node.js 20 cannot read it.
 */
export function withAcceptEncoding<T extends { readonly headers: Headers }>(request: T): T {
  const said = Object.keys(request.headers).some((name) => name.toLowerCase() === 'accept-encoding');
  return said ? request : { ...request, headers: { ...request.headers, 'accept-encoding': 'gzip, deflate, br' } };
}

/** As its author wrote it; undefined where the encoding is unknown or the body is not what it claims to be. */
export function decodedBody({ bytes, encoding }: WireBody): Buffer | undefined {
  if (bytes.length === 0) return bytes;
  try {
    switch (encoding?.trim().toLowerCase() ?? 'identity') {
      case 'identity':
      case '':
        return bytes;
      case 'gzip':
      case 'x-gzip':
        return gunzipSync(bytes, bounded);
      case 'br':
        return brotliDecompressSync(bytes, bounded);
      case 'deflate':
        return inflated(bytes);
      default:
        return undefined;
    }
  } catch {
    // Cut off, not compressed at all, or endless.
    return undefined;
  }
}

/** "deflate" is zlib's format by RFC 9110, 8.4.1.2, and raw deflate from servers that misread it. */
function inflated(bytes: Buffer): Buffer {
  try {
    return inflateSync(bytes, bounded);
  } catch {
    return inflateRawSync(bytes, bounded);
  }
}

export function sampleBody(body: WireBody): BodySample | undefined {
  const plain = decodedBody(body);
  if (plain === undefined) return undefined;
  const compressed = plain !== body.bytes;
  return {
    wireBytes: body.bytes.length,
    plainBytes: plain.length,
    ...(compressed && body.encoding !== undefined ? { encoding: body.encoding.trim().toLowerCase() } : {}),
    ...(compressed || plain.length === 0 ? {} : { gzipBytes: gzipSync(plain).length }),
    ...(body.type === undefined ? {} : { contentType: body.type.split(';', 1)[0]?.trim() ?? '' }),
  };
}
