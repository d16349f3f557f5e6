/** What stands in place of secrets: `…` where something is shown or kept, the name of a variable where it is written down for later. */
import {
  cleanBody,
  cleanForm,
  cleanString,
  cleanText,
  cleanValue,
  type Cleaned,
  type Replace,
} from './secret-bodies.ts';
import { environmentName, isPlaceholder, isSecret, isSecretSegment, looksSecret } from './secrets.ts';

const hidden: Replace = () => '…';

/** A log, a message, a line of a command as it may be shown and kept. */
export function shownText(text: string): string {
  return cleanText(text, hidden);
}

/** The words of a command. A value may be the word after its option. */
export function shownCommand(words: readonly string[]): readonly string[] {
  return words.map((word, i) => {
    const option = /^--?([A-Za-z][\w.-]*)$/.exec(words[i - 1] ?? '')?.[1];
    if (option !== undefined && !word.startsWith('-') && looksSecret(option) && !isPlaceholder(word)) return '…';
    const [, before = '', name = '', value = ''] = /^((?:--?)?([A-Za-z_][\w.-]*)=)([^]*)$/.exec(word) ?? [];
    return before !== '' && isSecret(name, value) ? `${before}…` : shownText(word);
  });
}

/** Every text in a value, whatever it is: a failure, say, with the command and the log in it. */
export function shownDeep<T>(value: T): T {
  const shown = (each: unknown): unknown => {
    if (typeof each === 'string') return shownText(each);
    if (Array.isArray(each))
      return each.every((word) => typeof word === 'string') ? shownCommand(each) : each.map(shown);
    if (typeof each !== 'object' || each === null) return each;
    return Object.fromEntries(Object.entries(each).map(([key, inner]) => [key, shown(inner)]));
  };
  return shown(value) as T;
}

/** A path as it may be shown; placeholders stay. */
export function shownPath(path: string): string {
  return cleanPath(path, hidden);
}

/** Segments, their parameters (`;jsessionid=…`), the query. */
function cleanPath(path: string, replace: Replace): string {
  const [whole, fragment] = splitAt(path, '#');
  const [place, query] = splitAt(whole, '?');
  const segments = place.split('/').map((segment) => {
    const [name = '', ...parameters] = segment.split(';');
    const clean = isSecretSegment(name) ? replace('path token', name) : name;
    return [clean, ...parameters.map((each) => cleanForm(each, replace))].join(';');
  });
  const tail = fragment === undefined ? '' : `#${cleanForm(fragment, replace)}`;
  return segments.join('/') + (query === undefined ? '' : `?${cleanForm(query, replace)}`) + tail;
}

function splitAt(text: string, mark: string): readonly [string, string?] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/**
 * Requests for a file that is meant to be committed, or handed on. Equal secrets have one variable, different ones have different ones:
 * `PASSWORD`, `PASSWORD_2`.
 */
export interface SecretNames {
  readonly replace: Replace;
  /** The variables that now stand for secrets. */
  variables(): readonly string[];
}

/** `text` is what the variables are written into: names that stand in it are of other secrets. */
export function secretNames(text = ''): SecretNames {
  const taken = new Set([...text.matchAll(/\$\{env:(\w+)\}/g)].map(([, name = '']) => name));
  const byValue = new Map<string, string>();
  const used = new Map<string, number>();
  const nameFor = (base: string): string => {
    for (let number = (used.get(base) ?? 0) + 1; ; number++) {
      const name = number === 1 ? base : `${base}_${number}`;
      used.set(base, number);
      if (!taken.has(name)) return name;
    }
  };
  return {
    replace: (name, value) => {
      const base = environmentName(name);
      const key = `${base} ${value}`;
      const known = byValue.get(key) ?? nameFor(base);
      byValue.set(key, known);
      return `\${env:${known}}`;
    },
    variables: () => [...new Set(byValue.values())],
  };
}

export function withoutSecretPath(path: string, { replace }: SecretNames): string {
  return cleanPath(path, replace);
}

export function withoutSecretHeaders(
  headers: Readonly<Record<string, string>>,
  { replace }: SecretNames,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, cleanString(value, name, replace)]));
}

/** Pairs of a form, a query, or one of a cookie. */
export function withoutSecretForm(text: string, { replace }: SecretNames): string {
  return cleanForm(text, replace);
}

/** A value that is sent as JSON. */
export function withoutSecretFields<T>(value: T, { replace }: SecretNames): T {
  return cleanValue(value, '', replace) as T;
}

/** Text of any kind. */
export function withoutSecretText(text: string, { replace }: SecretNames): string {
  return cleanText(text, replace);
}

/** A body that is sent as it stands. */
export function withoutSecretBody(text: string, type: string | undefined, { replace }: SecretNames): Cleaned {
  return cleanBody(text, type, replace);
}
