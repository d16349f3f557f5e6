/**
 * One request of an `.http` file: the lines between two `###`. The time grows with the length of the text and no faster: no expression
 * here tries one blank after the other as the end of something.
 */
import type { CaptureRule } from '../../model/scenario.ts';

export interface HttpBlock {
  readonly name?: string;
  /** `@name = value` lines: variables of the whole file. */
  readonly variables: readonly (readonly [string, string])[];
  /** Absent in a block that only defines variables. */
  readonly request?: { readonly method: string; readonly url: string };
  /** Names in lower case. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string;
  readonly bodyFile?: { readonly name: string; /** Its placeholders are filled. */ readonly filled: boolean };
  /** From a response handler script. */
  readonly captures: Readonly<Record<string, CaptureRule>>;
  /** Why it cannot be sent. */
  readonly reason?: string;
  readonly warnings: readonly string[];
}

/** Of a line without blanks around it. */
const variableLine = /^@([\w.-]+)\s*=\s*(.*)$/s;
const commentLine = /^\s*(?:#|\/\/)/;
const methodAtStart = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE|CONNECT|GRAPHQL|WEBSOCKET)\s+(?=\S)/;

/** undefined for a block with nothing in it. */
export function parseBlock(text: string): HttpBlock | undefined {
  const withoutScripts = takeScripts(text);
  const lines = withoutScripts.text.split(/\r?\n/);
  const head = readHead(lines);
  if (head.request === undefined) {
    return head.variables.length === 0
      ? undefined
      : { variables: head.variables, headers: [], captures: {}, warnings: [] };
  }
  const name = head.name ?? nameOfSeparator(lines[0]);
  const { body, bodyFile } = readBody(lines.slice(head.end), head.headers);
  const reason = reasonAgainst(head.request.method, head.prompts, body);
  return {
    ...(name === undefined ? {} : { name }),
    variables: head.variables,
    request: head.request,
    headers: head.headers,
    ...(body === undefined ? {} : { body }),
    ...(bodyFile === undefined ? {} : { bodyFile }),
    captures: withoutScripts.captures,
    ...(reason === undefined ? {} : { reason }),
    warnings: withoutScripts.before ? [`The script before ${head.request.method} ${head.request.url} is not run.`] : [],
  };
}

/** `client.global.set("token", response.body.access.token)` is understood; other script is not run. */
function takeScripts(text: string): {
  readonly text: string;
  readonly captures: Readonly<Record<string, CaptureRule>>;
  readonly before: boolean;
} {
  const captures = new Map<string, CaptureRule>();
  const rest: string[] = [];
  let before = false;
  let end = 0;
  for (const { 0: opening, 1: mark, index } of text.matchAll(/^([<>])\s*\{%/gm)) {
    if (index < end) continue;
    const close = text.indexOf('%}', index + opening.length);
    if (close < 0) break;
    if (mark === '<') before = true;
    else for (const [name, rule] of scriptCaptures(text.slice(index + opening.length, close))) captures.set(name, rule);
    rest.push(text.slice(end, index));
    end = close + '%}'.length;
  }
  rest.push(text.slice(end));
  // `>> file`, `> script.js` and `<> earlier-answer` say what to do with an answer, not what to send.
  const withoutAnswers = rest.join('').replace(/^(?:>>!?|<>|>)\s.*$/gm, '');
  return { text: withoutAnswers, captures: Object.fromEntries(captures), before };
}

function scriptCaptures(script: string): readonly (readonly [string, CaptureRule])[] {
  const calls =
    /client\.global\.set\(\s*["']([^"']+)["']\s*,\s*(?:response\.body((?:\.[\w$]+|\[\d+\]|\[["'][^"']+["']\])+)|response\.headers\.valueOf\(\s*["']([^"']+)["']\s*\))/g;
  return [...script.matchAll(calls)].map(([, name = '', path, header]) => [
    name,
    path === undefined ? { header: header ?? '' } : { json: `$${path}` },
  ]);
}

interface Head extends Pick<HttpBlock, 'name' | 'variables' | 'request' | 'headers'> {
  readonly prompts: readonly string[];
  /** The first line of the body. */
  readonly end: number;
}

function readHead(lines: readonly string[]): Head {
  const variables: (readonly [string, string])[] = [];
  const headers: (readonly [string, string])[] = [];
  const prompts: string[] = [];
  let name: string | undefined;
  let request: HttpBlock['request'];
  let end = 0;
  for (; end < lines.length; end++) {
    const line = lines[end] ?? '';
    if (request !== undefined && line.trim() === '') break;
    const [, variable, value = ''] = variableLine.exec(line.trim()) ?? [];
    if (commentLine.test(line)) {
      name = /@name(?:\s*=\s*|\s+)([\w.-]+)/.exec(line)?.[1] ?? name;
      const prompt = /@prompt\s+([\w.-]+)/.exec(line)?.[1];
      if (prompt !== undefined) prompts.push(prompt);
    } else if (variable !== undefined) variables.push([variable, value]);
    else if (request === undefined) request = readRequestLine(line);
    else if (/^\s/.test(line)) request = { ...request, url: request.url + line.trim() };
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

function readRequestLine(line: string): HttpBlock['request'] {
  const text = line.trim();
  if (text === '') return undefined;
  const [start = '', method = 'GET'] = methodAtStart.exec(text) ?? [];
  return { method, url: withoutVersion(text.slice(start.length)) };
}

/** `/path HTTP/1.1` without its last word. */
function withoutVersion(text: string): string {
  let at = text.length;
  while (at > 0 && !/\s/.test(text.charAt(at - 1))) at -= 1;
  return at > 0 && /^HTTP\/[\d.]+$/.test(text.slice(at)) ? text.slice(0, at).trimEnd() : text;
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

function readBody(lines: readonly string[], headers: HttpBlock['headers']): Pick<HttpBlock, 'body' | 'bodyFile'> {
  const text = lines
    .join('\n')
    .replace(/^\s*\n/, '')
    .trimEnd();
  if (text.trim() === '') return {};
  const [, at, name] = /^<(@\S*)?\s+(\S[^\n]*)$/.exec(text) ?? [];
  if (name !== undefined) return { bodyFile: { name: name.trim(), filled: at !== undefined } };
  const form = headers.some(([key, value]) => key === 'content-type' && value.includes('x-www-form-urlencoded'));
  const parts = text.split('\n').map((line) => line.trim());
  return { body: form ? parts.join('') : text };
}

function reasonAgainst(method: string, prompts: readonly string[], body: string | undefined): string | undefined {
  if (method === 'WEBSOCKET' || method === 'CONNECT' || method === 'TRACE') return `${method} is not sent`;
  if (prompts.length > 0) return `asks its user for ${prompts.join(', ')}`;
  return body !== undefined && /^<@?\s+\S/m.test(body) ? 'its body holds a file among other parts' : undefined;
}
