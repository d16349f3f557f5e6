/** A command of curl as a request: REST clients read such blocks in `.http` files as the shell would. */
import { encodeText } from '../../model/encode-text.ts';
import type { BlockPart, HttpBlock } from './http-block-parts.ts';
import { boundaryFor, multipartBody, type FormField } from './multipart.ts';

type CurlRequest = Pick<HttpBlock, 'request' | 'headers' | 'body' | 'reason'>;

export function isCurl(line: string): boolean {
  return /^\s{0,20}curl\s/i.test(line);
}

/** Options whose next word is their value, and which change nothing of what is sent. */
const ignored = new Set(
  '-o --output -w --write-out -m --max-time --connect-timeout --retry --retry-delay -c --cookie-jar --cacert --cert -E --key -x --proxy --resolve --limit-rate --max-redirs -T --trace --trace-ascii --stderr --interface -D --dump-header'.split(
    ' ',
  ),
);
const longNames: Readonly<Record<string, string>> = {
  '--request': '-X',
  '--header': '-H',
  '--data': '-d',
  '--data-ascii': '-d',
  '--user': '-u',
  '--cookie': '-b',
  '--user-agent': '-A',
  '--referer': '-e',
  '--form': '-F',
  '--head': '-I',
  '--get': '-G',
};
const withValue = new Set([
  '-X',
  '-H',
  '-d',
  '-u',
  '-b',
  '-A',
  '-e',
  '-F',
  '--data-raw',
  '--data-binary',
  '--data-urlencode',
  '--json',
  '--url',
  '--form-string',
]);

interface Wanted {
  method?: string;
  url?: string;
  readonly headers: [string, string][];
  readonly data: BlockPart[];
  readonly form: FormField[];
  asQuery: boolean;
  isJson: boolean;
  reason?: string;
}

export function curlRequest(lines: readonly string[]): CurlRequest {
  const words = shellWords(lines.join('\n')).slice(1);
  const wanted: Wanted = { headers: [], data: [], form: [], asQuery: false, isJson: false };
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (!word.startsWith('-') || word === '-') {
      wanted.url ??= word;
      continue;
    }
    const [long = '', attached] = word.startsWith('--')
      ? splitAt(word, '=')
      : [word.slice(0, 2), word.slice(2) || undefined];
    const option = longNames[long] ?? long;
    if (ignored.has(option)) i += attached === undefined ? 1 : 0;
    else if (withValue.has(option)) take(wanted, option, attached ?? words[++i] ?? '');
    else flag(wanted, word.startsWith('--') ? option : word);
  }
  return requestOf(wanted);
}

/** Of one letter each, together in one word: `-sSL`, `-G`. */
function flag(wanted: Wanted, word: string): void {
  if (word.startsWith('--') || !word.includes('I')) wanted.asQuery ||= !word.startsWith('--') && word.includes('G');
  else wanted.method ??= 'HEAD';
}

function take(wanted: Wanted, option: string, value: string): void {
  switch (option) {
    case '-X':
      wanted.method = value.toUpperCase();
      return;
    case '--url':
      wanted.url = value;
      return;
    case '-H':
      wanted.headers.push(headerOf(value));
      return;
    case '-A':
    case '-e':
      wanted.headers.push([option === '-A' ? 'user-agent' : 'referer', value]);
      return;
    case '-u':
      wanted.headers.push(['authorization', `Basic ${value}`]);
      return;
    case '-b':
      if (value.includes('=')) wanted.headers.push(['cookie', value]);
      return;
    case '-F':
    case '--form-string':
      takeField(wanted, option, value);
      return;
    default:
      wanted.isJson ||= option === '--json';
      if (wanted.data.length > 0 && option !== '--json') wanted.data.push('&');
      wanted.data.push(...dataOf(option, value));
  }
}

function headerOf(text: string): [string, string] {
  const [name, value = ''] = splitAt(text, ':');
  return [name.trim().toLowerCase(), value.trim()];
}

function dataOf(option: string, value: string): readonly BlockPart[] {
  if (option === '--data-raw' || !value.startsWith('@')) {
    if (option !== '--data-urlencode') return [value];
    const [name, content] = splitAt(value, '=');
    return [content === undefined ? encodeText(name) : `${name}${name === '' ? '' : '='}${encodeText(content)}`];
  }
  return [{ file: value.slice(1), filled: false }];
}

function takeField(wanted: Wanted, option: string, text: string): void {
  const [name, value = ''] = splitAt(text, '=');
  if (option === '-F' && /^[@<]/.test(value)) wanted.reason = 'its form sends files';
  wanted.form.push({ name, value });
}

function requestOf({ method, url = '', headers, data, form, asQuery, isJson, reason }: Wanted): CurlRequest {
  const typed = (type: string): [string, string][] =>
    headers.some(([name]) => name === 'content-type') ? headers : [...headers, ['content-type', type]];
  const why = reason === undefined ? {} : { reason };
  if (form.length > 0) {
    const boundary = boundaryFor(form);
    const { body = '' } = multipartBody(form, boundary);
    return {
      request: { method: method ?? 'POST', url },
      headers: typed(`multipart/form-data; boundary=${boundary}`),
      body: [String(body)],
      ...why,
    };
  }
  if (data.length === 0) return { request: { method: method ?? 'GET', url }, headers, ...why };
  if (asQuery) {
    const query = data.map((part) => (typeof part === 'string' ? part : '')).join('');
    return {
      request: { method: method ?? 'GET', url: `${url}${url.includes('?') ? '&' : '?'}${query}` },
      headers,
      ...why,
    };
  }
  const type = isJson ? 'application/json' : 'application/x-www-form-urlencoded';
  return { request: { method: method ?? 'POST', url }, headers: typed(type), body: data, ...why };
}

/** The second part is undefined where the mark is not there. */
function splitAt(text: string, mark: string): readonly [string, string?] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** As a POSIX shell parts them: quotation marks, backslashes, lines that go on. Nothing is run or looked up. */
export function shellWords(text: string): readonly string[] {
  const words: string[] = [];
  let word: string[] | undefined;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === '\\') {
      at += 1;
      if (text[at] === '\r') at += 1;
      if (text[at] !== '\n') (word ??= []).push(text[at] ?? '');
    } else if (character === "'" || (character === '$' && text[at + 1] === "'")) {
      const isEscaped = character === '$';
      const begin = at + (isEscaped ? 2 : 1);
      const end = quoteEnd(text, begin, "'", isEscaped);
      (word ??= []).push(isEscaped ? unescaped(text.slice(begin, end)) : text.slice(begin, end));
      at = end;
    } else if (character === '"') {
      const end = quoteEnd(text, at + 1, '"', true);
      (word ??= []).push(
        text.slice(at + 1, end).replace(/\\(\r?\n|["\\$`])/g, (_all, one: string) => (one.includes('\n') ? '' : one)),
      );
      at = end;
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word.join(''));
      word = undefined;
    } else (word ??= []).push(character);
  }
  return word === undefined ? words : [...words, word.join('')];
}

/** Where the mark is that ends it, or the text does. */
function quoteEnd(text: string, from: number, mark: string, hasEscapes: boolean): number {
  let at = from;
  while (at < text.length && text[at] !== mark) at += hasEscapes && text[at] === '\\' ? 2 : 1;
  return at;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '\0' };

function unescaped(text: string): string {
  return text.replace(
    /\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([^]))/g,
    (_all, long?: string, short?: string, one = '') => {
      const code = long ?? short;
      return code === undefined ? (escapes[one as string] ?? (one as string)) : String.fromCharCode(parseInt(code, 16));
    },
  );
}
