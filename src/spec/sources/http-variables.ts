/** Variables of an `.http` file: those of the file and the project are filled in, those of other requests' answers captured. */
import type { CaptureRule, ScenarioRequest } from '../../model/scenario.ts';
import { parseJsonPath } from '../../model/json-path.ts';
import { encodeText } from '../../model/encode-text.ts';
import { isPlaceholder, looksSecret } from '../../model/secrets.ts';
import type { HttpBlock } from './http-block-parts.ts';
import { systemVariable } from './http-system-variables.ts';

/** What a project knows of variables beside its `.http` files. */
export interface HttpEnvironment {
  readonly values: Readonly<Record<string, string>>;
  /** Names of those that stand in files that are not shared. */
  readonly privateNames?: ReadonlySet<string>;
  /** Of the nearest `.env`. */
  readonly dotenv?: Readonly<Record<string, string>>;
}

/** A value that was filled in and must not be written down; `name` is its variable's. */
export interface FilledSecret {
  readonly name: string;
  readonly value: string;
}

export interface Variables {
  /** Fills what is known now and rewrites what is known only while requests are sent into our own placeholders. @throws TooLongText */
  fill(text: string): string;
  /** References to the answers of named requests met so far: name of the captured value → where it comes from. */
  used(): ReadonlyMap<string, { readonly request: string; readonly rule: CaptureRule }>;
  /** Names of the captured values that a request uses. */
  namesIn(request: ScenarioRequest): readonly string[];
  /** Why it would be sent with braces in it that mean something else. */
  problemOf(request: ScenarioRequest): string | undefined;
  secrets(): readonly FilledSecret[];
}

const placeholder = /\{\{([^{}]*)\}\}/g;
const answer = /^([\w.-]+)\.response\.(body|headers)\.(.+)$/;
/** More than people write, fewer than a stack holds. */
const mostDepth = 50;
/** Variables that are made of each other grow with every level. */
const mostCharacters = 1_000_000;

/** Of what stands in the place of variables in all requests together. */
const mostInAll = 64_000_000;

/** A text that variables make longer than anything that people send. */
export class TooLongText extends Error {
  constructor(name: string) {
    super(`the variable ${name} makes a text longer than ${mostCharacters / 1e6} MB`);
  }
}

export function createVariables(
  { values, privateNames = new Set(), dotenv = {} }: HttpEnvironment,
  blocks: readonly HttpBlock[],
): Variables {
  const known = new Map([...Object.entries(values), ...blocks.flatMap(({ variables }) => variables)]);
  const captured = new Set(blocks.flatMap(({ captures }) => Object.keys(captures)));
  const used = new Map<string, { readonly request: string; readonly rule: CaptureRule }>();
  const unknown = new Set<string>();
  const secrets = new Map<string, FilledSecret>();
  const keep = (name: string, value: string): string => {
    const isSecret = !isPlaceholder(value) && value.length >= shortestSecret;
    if (isSecret) secrets.set(`${name} ${value}`, { name, value });
    return value;
  };
  // Each variable is filled once; one that is made of itself stays open, and so does what is made of it.
  const filled = new Map<string, string>();
  let spent = 0;
  const valueOf = (name: string, value: string, within: readonly string[]): string => {
    const text = filled.get(name) ?? fill(value, [...within, name]);
    filled.set(name, text);
    return privateNames.has(name) || looksSecret(name) ? keep(name, text) : text;
  };
  const fill = (text: string, within: readonly string[] = []): string => {
    let length = text.length;
    return text.replace(placeholder, (all, spaced: string) => {
      const isEncoded = spaced.trimStart().startsWith('%');
      const inner = spaced.trim().replace(/^%/, '');
      const value = known.get(inner);
      if (value !== undefined && !within.includes(inner) && within.length < mostDepth) {
        const plain = valueOf(inner, value, within);
        const part = isEncoded ? encodeText(plain) : plain;
        length += part.length;
        spent += part.length;
        if (length > mostCharacters || spent > mostInAll) throw new TooLongText(inner);
        return part;
      }
      if (inner.startsWith('$')) {
        const ours = systemVariable(inner, { known, dotenv, keep });
        if (ours === undefined) unknown.add(inner);
        return ours ?? all;
      }
      const [, request, part, path = ''] = answer.exec(inner) ?? [];
      const rule = part === 'headers' ? { header: path } : bodyRule(path);
      if (request === undefined || rule === undefined) return all;
      const name = inner.replace(/\W+/g, '_');
      used.set(name, { request, rule });
      captured.add(name);
      return `{{${name}}}`;
    });
  };
  const namesIn = (text: string): readonly string[] =>
    [...text.matchAll(placeholder)].map(([, name = '']) => name.trim()).filter((name) => !name.startsWith('$'));
  return {
    fill: (text) => fill(text),
    used: () => used,
    namesIn: (request) => namesIn(JSON.stringify(request)).filter((name) => captured.has(name)),
    problemOf: ({ path, headers = {}, body = '' }) => {
      const texts = [path, ...Object.values(headers), typeof body === 'string' ? body : JSON.stringify(body)];
      const all = texts.flatMap((text) => [...text.matchAll(placeholder)].map(([, name = '']) => name.trim()));
      const made = all.find((name) => unknown.has(name));
      if (made !== undefined) return `the variable ${made} is not known`;
      // Templates of other kinds have more than names between their braces.
      const open = all.find((name) => /^[\w.-]+$/.test(name) && !captured.has(name));
      return open === undefined ? undefined : `the variable ${open} is not defined`;
    },
    secrets: () => [...secrets.values()],
  };
}

/** Shorter ones stand in many other words. */
const shortestSecret = 4;

/** A star is the whole body; an XPath has no counterpart here. */
function bodyRule(path: string): CaptureRule | undefined {
  if (path === '*') return { regex: '[\\s\\S]+' };
  const json = path.startsWith('$') ? path : `$.${path}`;
  return parseJsonPath(json) === undefined ? undefined : { json };
}
