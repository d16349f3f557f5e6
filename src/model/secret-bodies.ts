/**
 * Secrets in the text of a body: it is parsed as what it is, and each value that is a secret, by its name or by itself, is replaced. What
 * cannot be parsed cannot be searched: the answer then is why, and whoever writes the body down leaves it out.
 */
import { bodyJson } from './body-json.ts';
import { heldJson } from './json-template.ts';
import { isPlaceholder, isSecret, looksSecret, looksSecretNumber } from './secrets.ts';
import { replaceForms } from './secret-values.ts';

/** What stands in the place of a secret; `name` is what it was found under. */
export type Replace = (name: string, value: string) => string;

export type Cleaned = { readonly text: string } | { readonly problem: string };

/** `type` is the body's Content-Type, where one is known. */
export function cleanBody(text: string, type: string | undefined, replace: Replace): Cleaned {
  const kind = (type ?? '').toLowerCase();
  if (text.trim() === '') return { text };
  const json = cleanJson(text, replace);
  if (json !== undefined) return { text: json };
  if (kind.includes('multipart/')) return cleanMultipart(text, type ?? '', replace);
  if (/ndjson|jsonl|json-seq/.test(kind)) return cleanLines(text, replace);
  if (kind.includes('graphql')) return { text: cleanGraphQl(text, replace) };
  if (kind.includes('xml') || /^\s*</.test(text)) return cleanXml(text, replace);
  if (kind.includes('x-www-form-urlencoded') || isForm(text)) return { text: cleanForm(text, replace) };
  if (looksLikeGraphQl(text)) return { text: cleanGraphQl(text, replace) };
  return {
    problem: `its body${type === undefined ? '' : ` (${type.split(';', 1)[0] ?? ''})`} cannot be searched for secrets`,
  };
}

/** Undefined for what is no JSON that can be searched. The text stays as it stands where there is no secret in it. */
function cleanJson(text: string, replace: Replace): string | undefined {
  const plain = bodyJson(text);
  const template = plain === undefined ? heldJson(text) : undefined;
  const value = template === undefined ? plain : bodyJson(template.text);
  if (value === undefined) return undefined;
  const before = JSON.stringify(value);
  const after = JSON.stringify(cleanValue(value, '', replace));
  return after === before ? text : (template?.back(after) ?? after);
}

/** Values under names that look secret, however deep they stand, and those that look secret themselves. */
export function cleanValue(value: unknown, name: string, replace: Replace): unknown {
  if (Array.isArray(value)) return value.map((each) => cleanValue(each, name, replace));
  if (typeof value === 'object' && value !== null) return cleanFields(value as Fields, name, replace);
  if (typeof value === 'number') return looksSecretNumber(name) ? replace(name, String(value)) : value;
  return typeof value === 'string' ? cleanString(value, name, replace) : value;
}

type Fields = Readonly<Record<string, unknown>>;

/** What stands under a name that looks secret is secret as a whole; and so is the value beside `"name": "password"`. */
function cleanFields(fields: Fields, outer: string, replace: Replace): Fields {
  const told = ['name', 'key', 'field', 'id', 'type', 'header'].map((key) => fields[key]).find(isSecretName);
  return Object.fromEntries(
    Object.entries(fields).map(([key, each]) => {
      const beside = told !== undefined && /^(?:value|val|text|content|data)$/i.test(key);
      // `{ "key": "colour", "value": "red" }` tells a name, not a secret.
      if (/^key$/i.test(key) && ('value' in fields || 'val' in fields)) return [key, each];
      const own = outer !== '' && looksSecret(outer) && !looksSecret(key) ? outer : key;
      return [key, cleanValue(each, beside ? told : own, replace)];
    }),
  );
}

function isSecretName(value: unknown): value is string {
  return typeof value === 'string' && value.length < 100 && looksSecret(value);
}

/** A text in a body may be a body itself: JSON in JSON, a query of GraphQL, an address. */
export function cleanString(value: string, name: string, replace: Replace): string {
  if (isPlaceholder(value)) return value;
  if (looksSecret(name) && isSecret(name, value)) return replace(name, value);
  if (/^\s*[[{]/.test(value)) {
    const json = cleanJson(value, replace);
    if (json !== undefined) return json;
  }
  if (looksLikeGraphQl(value)) return cleanGraphQl(value, replace);
  const isOne = !/\s\S+\s/.test(value.slice(0, 200)) && isSecret(name, value);
  return isOne ? replace(name === '' ? 'secret' : name, value) : cleanText(value, replace);
}

/** Pairs of a form, or of a query. */
export function cleanForm(text: string, replace: Replace): string {
  return text
    .split('&')
    .map((pair) => {
      const at = pair.indexOf('=');
      if (at < 0) return pair;
      const [name, value] = [decoded(pair.slice(0, at)), decoded(pair.slice(at + 1))];
      const clean = cleanString(value, name, replace);
      return clean === value ? pair : `${pair.slice(0, at)}=${clean}`;
    })
    .join('&');
}

function isForm(text: string): boolean {
  return /^[^\s&=<>{}]{1,200}=[^\s&]*(?:&[^\s&=]{1,200}=[^\s&]*)*$/.test(text.trim());
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function cleanLines(text: string, replace: Replace): Cleaned {
  const lines = text.split('\n').map((line) => (line.trim() === '' ? line : cleanJson(line, replace)));
  return lines.includes(undefined) ? { problem: 'a line of its body is no JSON' } : { text: lines.join('\n') };
}

function looksLikeGraphQl(text: string): boolean {
  return /^\s*(?:(?:query|mutation|subscription|fragment)\b|\{\s*\w+\s*[({])/.test(text);
}

/** Arguments with a text, or a number: `login(password: "…", pin: 1234)`. What comes after the document may be of any kind. */
export function cleanGraphQl(text: string, replace: Replace): string {
  const end = endOfDocument(text);
  return cleanDocument(text.slice(0, end), replace) + cleanText(text.slice(end), replace);
}

/** Behind the brace that closes the last operation or fragment. */
function endOfDocument(text: string): number {
  let depth = 0;
  for (const { 0: brace, index } of text.matchAll(/[{}]/g)) {
    depth += brace === '{' ? 1 : -1;
    if (depth <= 0 && !/^[\s,]*(?:query|mutation|subscription|fragment)\b/.test(text.slice(index + 1, index + 1000)))
      return index + 1;
  }
  return text.length;
}

function cleanDocument(text: string, replace: Replace): string {
  const withTexts = text.replace(
    /\b(\w{1,100})(\s*:\s*)(?:"""([^"]*)"""|"((?:[^"\\\n]|\\.)*)")/g,
    (all, name: string, colon: string, block: string | undefined, plain: string | undefined) => {
      const value = block ?? plain ?? '';
      const clean = cleanString(value, name, replace);
      return clean === value ? all : `${name}${colon}"${clean.replaceAll('"', '\\"')}"`;
    },
  );
  return withTexts.replace(/\b(\w{1,100})(\s*:\s*)(\d+)\b/g, (all, name: string, colon: string, value: string) =>
    looksSecretNumber(name) ? `${name}${colon}${quoted(replace(name, value))}` : all,
  );
}

function quoted(text: string): string {
  return `"${text}"`;
}

/** Text and attributes of elements, by their names without a prefix; what stands within an element with a secret's name is one. */
function cleanXml(text: string, replace: Replace): Cleaned {
  // Entities may stand for anything.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) return { problem: 'its body is XML with a document type' };
  const open: string[] = [];
  const parts: string[] = [];
  for (let at = 0; at < text.length;) {
    if (text[at] !== '<') {
      const end = indexOr(text, '<', at);
      parts.push(cleanNode(text.slice(at, end), open, replace));
      at = end;
      continue;
    }
    const [begin, close] = text.startsWith('<![CDATA[', at)
      ? ['<![CDATA[', ']]>']
      : text.startsWith('<!--', at)
        ? ['<!--', '-->']
        : ['<', '>'];
    const end = text.indexOf(close, at + begin.length);
    if (end < 0) return { problem: 'its body is XML that does not end' };
    const inner = text.slice(at + begin.length, end);
    at = end + close.length;
    // A comment is of no use to who answers, and may hold anything.
    if (begin === '<!--') continue;
    parts.push(begin === '<' ? cleanTag(inner, open, replace) : `<![CDATA[${cleanNode(inner, open, replace)}]]>`);
  }
  return open.length > 0 ? { problem: 'its body is XML that does not end' } : { text: parts.join('') };
}

function indexOr(text: string, part: string, from: number): number {
  const at = text.indexOf(part, from);
  return at < 0 ? text.length : at;
}

function cleanNode(text: string, open: readonly string[], replace: Replace): string {
  const value = text.trim();
  if (value === '') return text;
  const name = open.findLast(looksSecret) ?? open.at(-1) ?? '';
  const clean = cleanString(value, name, replace);
  return clean === value ? text : clean;
}

function cleanTag(inner: string, open: string[], replace: Replace): string {
  if (/^[?!]/.test(inner)) return `<${inner}>`;
  const name = localName(/^\/?\s*([^\s/>]*)/.exec(inner)?.[1] ?? '');
  if (inner.startsWith('/')) {
    if (open.at(-1) === name) open.pop();
    return `<${inner}>`;
  }
  if (!inner.endsWith('/')) open.push(name);
  const clean = inner.replace(
    /([^\s=<>"'/]{1,200})(\s*=\s*)(?:"([^"]*)"|'([^']*)')/g,
    (all, attribute: string, equals: string, double: string | undefined, single: string | undefined) => {
      const value = double ?? single ?? '';
      const found = cleanString(value, localName(attribute), replace);
      return found === value ? all : `${attribute}${equals}"${found}"`;
    },
  );
  return `<${clean}>`;
}

function localName(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1);
}

/** The parts of a form with files (RFC 7578). A file's content is searched as a body of its own. */
function cleanMultipart(text: string, type: string, replace: Replace): Cleaned {
  const boundary = /boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(type);
  const mark = `--${boundary?.[1] ?? boundary?.[2] ?? /^--([^\r\n]+)/.exec(text)?.[1] ?? ''}`;
  if (mark === '--') return { problem: 'its body has parts, and no boundary' };
  const [before = '', ...parts] = text.split(mark);
  const clean: string[] = [];
  for (const part of parts) {
    const [, head = '', gap = '', content = ''] = /^([^]*?)(\r?\n\r?\n)([^]*)$/.exec(part) ?? [];
    if (gap === '') {
      clean.push(part);
      continue;
    }
    const name = /\bname="([^"]*)"/i.exec(head)?.[1] ?? '';
    const [value, end] = withoutEnd(content);
    const found = /\bfilename\*?=/i.test(head)
      ? cleanBody(value, /content-type:\s*([^\r\n]+)/i.exec(head)?.[1], replace)
      : { text: cleanString(value, name, replace) };
    if ('problem' in found) return { problem: 'a file in its body cannot be searched for secrets' };
    clean.push(`${head}${gap}${found.text}${end}`);
  }
  return { text: [before, ...clean].join(mark) };
}

/** The line's end before the boundary belongs to the boundary. */
function withoutEnd(content: string): readonly [value: string, end: string] {
  if (content.endsWith('\r\n')) return [content.slice(0, -2), '\r\n'];
  return content.endsWith('\n') ? [content.slice(0, -1), '\n'] : [content, ''];
}

/**
 * Text of any kind: logs, messages, command lines. Pairs of a name that looks secret and a value, however they are written (`name=value`,
 * `name: value`, `"name":"value"`, `--name value`), addresses with a password in them, keys and tokens by their form.
 */
export function cleanText(text: string, replace: Replace): string {
  const options = cleanPairs(text, replace).replace(
    /(^|\s)(--?)([a-z][\w-]{1,60})([ \t]+)([^\s-]\S*)/gi,
    (all, before: string, dash: string, name: string, gap: string, value: string) =>
      looksSecret(name) && isSecret(name, value) ? `${before}${dash}${name}${gap}${replace(name, value)}` : all,
  );
  return replaceForms(options, (value) => (isPlaceholder(value) ? value : replace('secret', value)));
}

const nameAndSign = /(?<![\w.$-])-{0,3}(["']?)([A-Za-z_$][\w.$-]{0,99})\]?\1(\s{0,3}[=:]\s{0,3})/g;
const valueAfter =
  /"((?:[^"\\\n]|\\.){1,10000})"|'((?:[^'\\\n]|\\.){1,10000})'|((?:(?:Bearer|Basic|Digest|Token)\s+)?[^\s"'&;,<>(){}[\]]+)/iy;

/** The value of a name that is none may be a pair itself: `url: /a?token=…`. */
function cleanPairs(text: string, replace: Replace): string {
  const parts: string[] = [];
  let end = 0;
  for (const found of text.matchAll(nameAndSign)) {
    const name = found[2] ?? '';
    const from = found.index + found[0].length;
    // It may stand in a value that has been replaced.
    if (found.index < end || !looksSecret(name)) continue;
    valueAfter.lastIndex = from;
    const value = valueAfter.exec(text);
    const inner = value?.[1] ?? value?.[2] ?? value?.[3] ?? '';
    if (value === null || !isSecret(name, inner)) continue;
    const mark = value[3] === undefined ? (value[0][0] ?? '') : '';
    parts.push(text.slice(end, from), mark, replace(name, inner), mark);
    end = from + value[0].length;
  }
  return [...parts, text.slice(end)].join('');
}
