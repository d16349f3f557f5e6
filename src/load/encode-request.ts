/** A request as the bytes of HTTP/1.1 (RFC 9112). */
import { encodeText } from '../model/encode-text.ts';
import { Buffer } from 'node:buffer';
import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { CandidateRequest } from './generator-protocol.ts';

/** Servers wait for the length of a body that these methods may have. */
const mayHaveBody = new Set(['POST', 'PUT', 'PATCH']);

export interface EncodedRequest {
  /** Text holds one byte a character (latin1): the cheapest to write. */
  readonly data: string | Buffer;
  readonly bytes: number;
}

/** @throws TypeError for a header that HTTP does not allow */
export function encodeRequest(
  request: CandidateRequest,
  { host, prefix }: { readonly host: string; readonly prefix: string },
): EncodedRequest {
  const { method, path, headers } = request;
  const given = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const bodyBytes = bodyBytesOf(request);
  const length = bodyBytes?.length ?? (mayHaveBody.has(method) ? 0 : undefined);
  const lines = [
    `${method} ${targetOf(prefix + path)} HTTP/1.1`,
    ...(given.has('host') ? [] : [`host: ${host}`]),
    ...Object.entries(headers).map(([name, value]) => headerLine(name, value)),
    ...(length === undefined || given.has('content-length') ? [] : [`content-length: ${length}`]),
  ];
  const head = `${lines.join('\r\n')}\r\n\r\n`;
  if (bodyBytes === undefined) return { data: head, bytes: head.length };
  const data = Buffer.concat([Buffer.from(head, 'latin1'), bodyBytes]);
  return { data, bytes: data.length };
}

/** The bytes of a body as they are sent. */
export function bodyBytesOf({ body, bodyBase64 }: Pick<CandidateRequest, 'body' | 'bodyBase64'>): Buffer | undefined {
  if (bodyBase64 !== undefined) return Buffer.from(bodyBase64, 'base64');
  return body === undefined ? undefined : Buffer.from(body, 'utf8');
}

/** What a URL may not hold as it is (a space, a letter beyond ASCII) goes out as a browser would send it. */
export function targetOf(path: string): string {
  return /^[\x21-\x7e]*$/.test(path) ? path : path.replace(/[^\x21-\x7e]+/gu, encodeText);
}

function headerLine(name: string, value: string): string {
  validateHeaderName(name);
  validateHeaderValue(name, value);
  return `${name}: ${value}`;
}
