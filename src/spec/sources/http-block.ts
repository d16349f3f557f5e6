/**
 * One request of an `.http` file: the lines between two `###`, as VS Code's REST Client and JetBrains' editors read them. The time grows
 * with the length of the text and no faster: no expression here tries one blank after the other as the end of something.
 */
import { curlRequest, isCurl } from './curl-command.ts';
import type { BlockPart, BodyFile, HttpBlock } from './http-block-parts.ts';
import { takeScripts } from './http-scripts.ts';

/** Of a line without blanks around it. */
const variableLine = /^@([^\s=]+)\s*=\s*(.*)$/s;
const commentLine = /^\s*(?:#|\/\/)/;
const methods =
  'GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE|CONNECT|QUERY|LOCK|UNLOCK|PROPFIND|PROPPATCH|COPY|MOVE|MKCOL|MKCALENDAR|ACL|SEARCH|REPORT|PURGE|LINK|UNLINK|GRAPHQL|WEBSOCKET|GRPC|RSOCKET';
const methodAtStart = new RegExp(`^(${methods})\\s+(?=\\S)`, 'i');

/** undefined for a block with nothing in it. */
export function parseBlock(text: string): HttpBlock | undefined {
  const withoutScripts = takeScripts(text);
  const lines = withoutScripts.text.split(/\r?\n/);
  const head = readHead(lines);
  const written = lines.slice(head.end).filter((line) => !commentLine.test(line));
  const below = written.map(variableIn).filter((each) => each !== undefined);
  const variables = [...head.variables, ...below];
  if (head.request === undefined)
    return variables.length === 0 ? undefined : { variables, headers: [], captures: {}, warnings: [] };
  const name = head.name ?? nameOfSeparator(lines[0]);
  const own = isCurl(head.request.line)
    ? curlRequest(lines.slice(head.request.at).filter((line) => !commentLine.test(line)))
    : ownRequest(head, written);
  const { request = { method: 'GET', url: '' } } = own;
  const reason = own.reason ?? reasonAgainst(request, head.prompts);
  return {
    ...own,
    ...(name === undefined ? {} : { name }),
    variables,
    captures: withoutScripts.captures,
    ...(reason === undefined ? {} : { reason }),
    warnings: withoutScripts.before ? [`The script before ${request.method} ${request.url} is not run.`] : [],
  };
}

function ownRequest(
  { request, headers }: Head,
  lines: readonly string[],
): Pick<HttpBlock, 'request' | 'headers' | 'body' | 'reason'> {
  const body = readBody(lines, headers.find(([name]) => name === 'content-type')?.[1]);
  return {
    ...(request === undefined ? {} : { request: readRequestLine(request.line) }),
    headers,
    ...(body === undefined ? {} : { body }),
  };
}

interface Head {
  readonly name?: string;
  readonly variables: HttpBlock['variables'];
  /** With the lines on which its address goes on. */
  readonly request?: { readonly line: string; readonly at: number };
  readonly headers: HttpBlock['headers'];
  readonly prompts: readonly string[];
  /** The first line of the body. */
  readonly end: number;
}

/** An answer that is kept in the file. */
const statusLine = /^\s*HTTP\/[\d.]+\s/;

function readHead(lines: readonly string[]): Head {
  const variables: (readonly [string, string])[] = [];
  const headers: (readonly [string, string])[] = [];
  const prompts: string[] = [];
  let name: string | undefined;
  let request: Head['request'];
  let end = 0;
  for (; end < lines.length; end++) {
    const line = lines[end] ?? '';
    if (request === undefined && statusLine.test(line)) return { variables, headers, prompts, end: lines.length };
    if (request !== undefined && line.trim() === '') break;
    const variable = variableIn(line);
    if (commentLine.test(line)) {
      name = /@name(?:\s*=\s*|\s+)([\w.-]+)/.exec(line)?.[1] ?? name;
      const prompt = /@prompt\s+([\w.-]+)/.exec(line)?.[1];
      if (prompt !== undefined) prompts.push(prompt);
    } else if (variable !== undefined) variables.push(variable);
    else if (request === undefined) {
      if (line.trim() !== '') request = { line: line.trim(), at: end };
    } else if (goesOn(line) && headers.length === 0) request = { ...request, line: request.line + line.trim() };
    else if (line.includes(':')) headers.push(headerOf(line));
  }
  return {
    ...(name === undefined ? {} : { name }),
    variables,
    ...(request === undefined ? {} : { request }),
    headers,
    prompts,
    end: end + 1,
  };
}

function variableIn(line: string): readonly [string, string] | undefined {
  const [, name, value = ''] = variableLine.exec(line.trim()) ?? [];
  return name === undefined ? undefined : [name, value];
}

/** The address goes on over the next lines: with `?` and `&` anywhere, with more of the path where it is indented and no header. */
function goesOn(line: string): boolean {
  return /^\s*[?&]/.test(line) || (/^\s/.test(line) && !/^\s+[A-Za-z][\w-]*:(?:\s|$)/.test(line));
}

function readRequestLine(text: string): { readonly method: string; readonly url: string } {
  const [start = '', method = 'GET'] = methodAtStart.exec(text) ?? customMethod.exec(text) ?? [];
  return { method: method.toUpperCase(), url: withoutVersion(text.slice(start.length)) };
}

/** Any other word in capitals before something that is an address. */
const customMethod = /^([A-Z]{3,20})\s+(?=\/|https?:|\{\{|localhost\b)/;

/** `/path HTTP/1.1` without its last word. */
function withoutVersion(text: string): string {
  let at = text.length;
  while (at > 0 && !/\s/.test(text.charAt(at - 1))) at -= 1;
  return at > 0 && /^HTTP\/[\d.]+$/i.test(text.slice(at)) ? text.slice(0, at).trimEnd() : text;
}

function headerOf(line: string): readonly [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
}

/** `### log in` names a request in JetBrains' editors. */
function nameOfSeparator(line: string | undefined): string | undefined {
  const name = line?.startsWith('###') === true ? line.replace(/^#+/, '').trim() : '';
  return name === '' || name.startsWith('@') ? undefined : name;
}

/** Without the empty lines around it, and without what is said of the file below it. */
function readBody(lines: readonly string[], type = ''): readonly BlockPart[] | undefined {
  const isUsed = (line: string): boolean => line.trim() !== '';
  const first = lines.findIndex(isUsed);
  let last = lines.findLastIndex(isUsed);
  while (last >= first && last >= 0 && (!isUsed(lines[last] ?? '') || variableIn(lines[last] ?? '') !== undefined))
    last -= 1;
  if (first < 0 || last < first) return undefined;
  const used = lines.slice(first, last + 1);
  if (/x-www-form-urlencoded/i.test(type)) return formOf(used);
  const isMultipart = /multipart\//i.test(type);
  const lineEnd = isMultipart ? '\r\n' : '\n';
  // The last line of a form ends as the others do, and so does the last of a list of lines.
  const endsWithLine = isMultipart || /ndjson|jsonl|json-seq|json-lines/i.test(type);
  return used.flatMap((line, i): readonly BlockPart[] => {
    const end = i < used.length - 1 || endsWithLine ? [lineEnd] : [];
    return [fileIn(line) ?? line, ...end];
  });
}

function formOf(lines: readonly string[]): readonly BlockPart[] {
  return lines.map((line) => fileIn(line) ?? line.trim());
}

/** `< file`, `<@ file`, `<@latin1 file`. */
function fileIn(line: string): BodyFile | undefined {
  const [, at, encoding, file] = /^<(?:(@)([\w-]*))?\s+(\S.*)$/s.exec(line.trimEnd()) ?? [];
  if (file === undefined) return undefined;
  return { file, filled: at !== undefined, ...(encoding === undefined || encoding === '' ? {} : { encoding }) };
}

function reasonAgainst(
  { method, url }: { readonly method: string; readonly url: string },
  prompts: readonly string[],
): string | undefined {
  if (/^(?:WEBSOCKET|GRPC|RSOCKET|CONNECT|TRACE)$/.test(method)) return `${method} is not sent`;
  if (/^(?:import|run)\s/.test(url)) return 'requests of other files are not taken in';
  return prompts.length > 0 ? `asks its user for ${prompts.join(', ')}` : undefined;
}
