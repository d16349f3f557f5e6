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
  { method, path, headers, body }: CandidateRequest,
  { host, prefix }: { readonly host: string; readonly prefix: string },
): EncodedRequest {
  const given = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const bodyBytes = body === undefined ? undefined : Buffer.from(body, 'utf8');
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

/** What a URL may not hold as it is (a space, a letter beyond ASCII) goes out as a browser would send it. */
export function targetOf(path: string): string {
  return /^[\x21-\x7e]*$/.test(path) ? path : path.replace(/[^\x21-\x7e]+/gu, encodeText);
}

function headerLine(name: string, value: string): string {
  validateHeaderName(name);
  validateHeaderValue(name, value);
  return `${name}: ${value}`;
}
