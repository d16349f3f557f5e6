/** Entries of a HAR recording. Other tools' recordings have fields of any type, or none: what is not as it should be counts as absent. */
import { Buffer } from 'node:buffer';
import { encodeText } from '../../model/encode-text.ts';
import { asBody, type Body } from '../body-bytes.ts';
import { joinedHeaders } from './joined-headers.ts';
import { boundaryFor, boundaryOf, multipartBody, type FormField } from './multipart.ts';

export interface HarEntry {
  /** Empty where it was not recorded. */
  readonly method: string;
  readonly url: string;
  /** Names in lower case, each once. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Body;
  readonly status: number;
  /** It answered with a page. */
  readonly isPage: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

export interface HarEntries {
  readonly entries: readonly HarEntry[];
  /** Entries in which no request is. */
  readonly without: number;
}

/** undefined where the value is no HAR recording. */
export function harEntries(document: unknown): HarEntries | undefined {
  const all = fieldsOf(fieldsOf(document)['log'])['entries'];
  if (!Array.isArray(all)) return undefined;
  const entries = (all as readonly unknown[]).flatMap((each) => entryOf(fieldsOf(each)) ?? []);
  return { entries, without: all.length - entries.length };
}

function entryOf({ request, response }: Fields): HarEntry | undefined {
  const { method, url, headers: list, postData } = fieldsOf(request);
  if (typeof url !== 'string') return undefined;
  const { status, content } = fieldsOf(response);
  const headers = joinedHeaders(pairsOf(list));
  const { mimeType } = fieldsOf(content);
  const answered = typeof status === 'number' ? status : 0;
  const sent = bodyOf(fieldsOf(postData), headers['content-type']);
  return {
    ...{ method: typeof method === 'string' ? method.trim().toUpperCase() : '', url },
    headers: sent?.type === undefined ? headers : { ...headers, 'content-type': sent.type },
    ...(sent === undefined ? {} : { body: sent.body }),
    status: answered,
    // A redirect has a text too, for people whose browser does not follow it.
    isPage: (answered < 300 || answered === 304) && typeof mimeType === 'string' && /^text\/html\b/i.test(mimeType),
  };
}

interface Sent {
  readonly body: Body;
  readonly type?: string;
}

/** An empty text beside fields is none: some tools write both. */
function bodyOf({ text, params, mimeType, encoding }: Fields, header: string | undefined): Sent | undefined {
  const type = header ?? (typeof mimeType === 'string' && mimeType !== '' ? mimeType : undefined);
  const typed = type === undefined ? {} : { type };
  if (typeof text === 'string' && text !== '') return { body: textBody(text, encoding), ...typed };
  const fields = Array.isArray(params) ? (params as readonly unknown[]).flatMap((each) => fieldOf(fieldsOf(each))) : [];
  if (fields.length === 0) return typeof text === 'string' ? { body: { body: '' }, ...typed } : undefined;
  if (!/^multipart\//i.test(type ?? '')) return { body: { body: formOf(fields) }, ...typed };
  const said = boundaryOf(type) ?? boundaryOf(typeof mimeType === 'string' ? mimeType : undefined);
  const boundary = said ?? boundaryFor(fields);
  return {
    body: multipartBody(fields, boundary),
    type:
      boundaryOf(type) === undefined ? `${(type ?? '').replace(/[;\s]+$/, '')}; boundary=${boundary}` : (type ?? ''),
  };
}

function textBody(text: string, encoding: unknown): Body {
  const isBase64 = typeof encoding === 'string' && encoding.toLowerCase() === 'base64';
  return asBody(Buffer.from(text, isBase64 ? 'base64' : 'utf8'));
}

function fieldOf({ name, value, fileName, contentType }: Fields): readonly FormField[] {
  if (typeof name !== 'string') return [];
  return [
    {
      name,
      value: typeof value === 'string' ? contentOf(value, fileName) : '',
      ...(typeof fileName === 'string' && fileName !== '' ? { fileName } : {}),
      ...(typeof contentType === 'string' && contentType !== '' ? { contentType } : {}),
    },
  ];
}

/** A file's bytes, as some tools write them. */
function contentOf(value: string, fileName: unknown): string | Buffer {
  const base64 = typeof fileName === 'string' ? /^data:[^,]{0,200};base64,/.exec(value)?.[0] : undefined;
  return base64 === undefined ? value : Buffer.from(value.slice(base64.length), 'base64');
}

/** Browsers write the fields as they were sent, other tools as they were before. */
function formOf(fields: readonly FormField[]): string {
  const texts = fields.map(({ name, value }) => [name, value.toString()] as const);
  const isEncoded = texts.flat().every((text) => /^(?:[\w.!~*'()+-]|%[\da-f]{2})*$/i.test(text));
  const encode = isEncoded && texts.flat().some((text) => text.includes('%')) ? (text: string) => text : encodeText;
  return texts.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
}

interface NameValue {
  readonly name: string;
  readonly value: string;
}

function pairsOf(list: unknown): readonly NameValue[] {
  if (!Array.isArray(list)) return [];
  return (list as readonly unknown[]).flatMap((each) => {
    const { name, value = '' } = fieldsOf(each);
    const isOne = typeof name === 'string' && typeof value === 'string' && isHeader(name, value);
    return isOne ? [{ name, value }] : [];
  });
}

/** RFC 9110, 5.1 and 5.5. Some tools list the request line among the headers. */
function isHeader(name: string, value: string): boolean {
  return /^:?[\w!#$%&'*+.^`|~-]+$/.test(name) && !/[\r\n\0]/.test(value);
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}
