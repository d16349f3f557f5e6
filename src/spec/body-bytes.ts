/** The bytes of a body as a scenario holds them: as text where they are text, so that people can read and change them. */
import { Buffer, isUtf8 } from 'node:buffer';
import type { ScenarioRequest } from '../model/scenario.ts';

export type Body = Pick<ScenarioRequest, 'body' | 'bodyBase64'>;

export function asBody(bytes: Buffer): Body {
  return isUtf8(bytes) ? { body: bytes.toString('utf8') } : { bodyBase64: bytes.toString('base64') };
}

/** Parts of a body, one after the other: a text, or bytes. */
export function joinedBody(parts: readonly (string | Buffer)[]): Body {
  if (parts.every((part) => typeof part === 'string')) return { body: parts.join('') };
  return asBody(Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part))));
}
