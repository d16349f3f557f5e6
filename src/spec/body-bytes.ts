/** The bytes of a body as a scenario holds them: as text where they are text, so that people can read and change them. */
import { Buffer, isUtf8 } from 'node:buffer';
import { generators, parseTemplate } from '../model/template.ts';
import type { ScenarioRequest } from '../model/scenario.ts';

/** With `bodyFile`, the bytes are those of that file. */
export type Body = Pick<ScenarioRequest, 'body' | 'bodyBase64' | 'bodyFile'>;

/** Bytes that are sent as they are. */
export function asBody(bytes: Buffer): Body {
  const text = isUtf8(bytes) ? bytes.toString('utf8') : undefined;
  return text === undefined || hasFilling(text) ? { bodyBase64: bytes.toString('base64') } : { body: text };
}

/** What stands between such braces in foreign bytes is no placeholder of ours. */
export function hasFilling(text: string): boolean {
  return parseTemplate(text).some(
    (part) => part.kind === 'environment' || (part.kind === 'generated' && generators.includes(part.generator)),
  );
}

/** Bytes of a body in which placeholders are filled, where it is text. */
export function asTemplate(bytes: Buffer): Body {
  return isUtf8(bytes) ? { body: bytes.toString('utf8') } : { bodyBase64: bytes.toString('base64') };
}

/** Parts of a body, one after the other: a text whose placeholders are filled when it is sent, or bytes. */
export function joinedBody(parts: readonly (string | Buffer)[]): Body {
  if (parts.every((part) => typeof part === 'string')) return { body: parts.join('') };
  return asBody(Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part))));
}
