/** The body of a request in an `.http` file, put together of its lines and of the files it names. */
import type { Buffer } from 'node:buffer';
import { isUtf8 } from 'node:buffer';
import { bodyJson } from '../../model/body-json.ts';
import { encodeText } from '../../model/encode-text.ts';
import { parseTemplate } from '../../model/template.ts';
import { hasFilling, joinedBody, type Body } from '../body-bytes.ts';
import type { BlockPart, BodyFile } from './http-block-parts.ts';
import type { Variables } from './http-variables.ts';

export interface BodyOptions {
  readonly variables: Variables;
  readonly readBody: (file: string) => Buffer | undefined;
  readonly isGraphQl: boolean;
  /** Content-Type. */
  readonly type: string | undefined;
}

interface MadeBody {
  /** Empty for none. */
  readonly body: Body;
  /** What of it stands in the file itself, or in one whose placeholders are filled. */
  readonly templates: string;
}

/** The body, or why it cannot be made. */
export function bodyOf(
  parts: readonly BlockPart[] | undefined,
  { variables, readBody, isGraphQl, type = '' }: BodyOptions,
): MadeBody | { readonly problem: string } {
  if (parts === undefined) return { body: {}, templates: '' };
  const filled: (string | Buffer)[] = [];
  const templates: string[] = [];
  for (const part of parts) {
    const one = typeof part === 'string' ? variables.fill(part) : fileOf(part, variables, readBody);
    if (typeof one === 'object' && 'problem' in one) return one;
    filled.push(one);
    if (typeof one === 'string' && (typeof part === 'string' || part.filled)) templates.push(one);
  }
  const isText = filled.every((part) => typeof part === 'string');
  const made = (body: Body): MadeBody => ({ body, templates: templates.join('\n') });
  if (isText && isGraphQl) return made({ body: graphQlBody(filled.join('')) });
  if (isText && /x-www-form-urlencoded/i.test(type)) return made({ body: encodedForm(filled.join('')) });
  if (!isText && filled.some((part) => typeof part === 'string' && isFilledLater(part)))
    return { problem: 'its body has placeholders beside a file that is no text' };
  const body = joinedBody(filled);
  const [only] = parts;
  const isFile = parts.length === 1 && typeof only === 'object' && body.bodyBase64 !== undefined;
  return made(isFile ? { ...body, bodyFile: variables.fill(only.file) } : body);
}

function fileOf(
  { file, filled, encoding = 'utf8' }: BodyFile,
  variables: Variables,
  readBody: BodyOptions['readBody'],
): string | Buffer | { readonly problem: string } {
  const bytes = readBody(variables.fill(file));
  if (bytes === undefined) return { problem: `the body's file ${file} cannot be read` };
  if (!filled) return isUtf8(bytes) && !hasFilling(bytes.toString('utf8')) ? bytes.toString('utf8') : bytes;
  const text = decoded(bytes, encoding.toLowerCase());
  return text === undefined
    ? { problem: `the encoding ${encoding} of the body's file ${file} is not known` }
    : variables.fill(text);
}

const encodings: Readonly<Record<string, 'utf8' | 'utf16le' | 'latin1' | 'ascii'>> = {
  utf8: 'utf8',
  'utf-8': 'utf8',
  utf16le: 'utf16le',
  'utf-16le': 'utf16le',
  ucs2: 'utf16le',
  latin1: 'latin1',
  'iso-8859-1': 'latin1',
  binary: 'latin1',
  ascii: 'ascii',
};

/** undefined for an encoding that is not known. */
function decoded(bytes: Buffer, encoding: string): string | undefined {
  const own = Object.hasOwn(encodings, encoding) ? encodings[encoding] : undefined;
  if (own !== undefined) return bytes.toString(own);
  try {
    return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
  } catch {
    // A name that it does not know.
    return undefined;
  }
}

function isFilledLater(text: string): boolean {
  return parseTemplate(text).some(({ kind }) => kind !== 'text');
}

/** What a form may not hold as it is is encoded; what is encoded stays. */
function encodedForm(text: string): string {
  return text
    .split(/(\{\{[^{}]*\}\}|\$\{env:\w+\})/)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(/[^\x21-\x7e]+/gu, encodeText)))
    .join('');
}

/** The query, an empty line, the variables as JSON. */
function graphQlBody(text: string): unknown {
  const at = variablesAt(text);
  const query = text.slice(0, at).trimEnd();
  const operationName = /\b(?:query|mutation|subscription)\s+(\w+)/.exec(query)?.[1];
  const variables: unknown = at === text.length ? undefined : bodyJson(text.slice(at));
  return {
    query,
    ...(operationName === undefined ? {} : { operationName }),
    ...(variables === undefined ? {} : { variables }),
  };
}

/** Where an object of JSON begins behind an empty line; the end of the text where none does. */
function variablesAt(text: string): number {
  let begin = 0;
  let isAfterEmpty = false;
  for (const line of text.split('\n')) {
    const isEmpty = line.trim() === '';
    if (isAfterEmpty && !isEmpty && /^\s*\{\s*(?:["}]|$)/.test(line) && isObjectAt(text, begin)) return begin;
    isAfterEmpty = isEmpty;
    begin += line.length + 1;
  }
  return text.length;
}

/** A brace, and then a name or the brace that closes it: what GraphQL has in its place is neither. */
function isObjectAt(text: string, from: number): boolean {
  const brace = text.indexOf('{', from);
  const next = /\S/.exec(text.slice(brace + 1, brace + 1 + farthestName))?.[0];
  return next === '"' || next === '}';
}

/** No real file has more blanks before the first name. */
const farthestName = 1000;
