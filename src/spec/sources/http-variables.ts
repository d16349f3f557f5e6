/** Variables of an `.http` file: those of the file and the project are filled in, those of other requests' answers captured. */
import type { CaptureRule, ScenarioRequest } from '../../model/scenario.ts';
import { parseJsonPath } from '../../model/json-path.ts';
import { generators } from '../../model/template.ts';
import type { HttpBlock } from './http-block.ts';

export interface Variables {
  /** Fills what is known now and rewrites what is known only while requests are sent into our own placeholders. @throws TooLongText */
  fill(text: string): string;
  /** References to the answers of named requests met so far: name of the captured value → where it comes from. */
  used(): ReadonlyMap<string, { readonly request: string; readonly rule: CaptureRule }>;
  /** Names of the captured values that a request uses. */
  namesIn(request: ScenarioRequest): readonly string[];
  /** A placeholder nobody defines, in a place where it would be sent as it stands. */
  unknownIn(request: ScenarioRequest): string | undefined;
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
  environment: Readonly<Record<string, string>>,
  blocks: readonly HttpBlock[],
): Variables {
  const known = new Map([...Object.entries(environment), ...blocks.flatMap(({ variables }) => variables)]);
  const captured = new Set(blocks.flatMap(({ captures }) => Object.keys(captures)));
  const used = new Map<string, { readonly request: string; readonly rule: CaptureRule }>();
  // Each variable is filled once; one that is made of itself stays open, and so does what is made of it.
  const filled = new Map<string, string>();
  let spent = 0;
  const valueOf = (name: string, value: string, within: readonly string[]): string => {
    const text = filled.get(name) ?? fill(value, [...within, name]);
    filled.set(name, text);
    return text;
  };
  const fill = (text: string, within: readonly string[] = []): string => {
    let length = text.length;
    return text.replace(placeholder, (all, spaced: string) => {
      const inner = spaced.trim();
      const value = known.get(inner);
      if (value !== undefined && !within.includes(inner) && within.length < mostDepth) {
        const part = valueOf(inner, value, within);
        length += part.length;
        spent += part.length;
        if (length > mostCharacters || spent > mostInAll) throw new TooLongText(inner);
        return part;
      }
      if (inner.startsWith('$')) return system(inner) ?? all;
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
    unknownIn: ({ path, headers = {} }) =>
      namesIn([path, ...Object.values(headers)].join('\n')).find((name) => !captured.has(name)),
  };
}

/** A star is the whole body; an XPath has no counterpart here. */
function bodyRule(path: string): CaptureRule | undefined {
  if (path === '*') return { regex: '[\\s\\S]+' };
  const json = path.startsWith('$') ? path : `$.${path}`;
  return parseJsonPath(json) === undefined ? undefined : { json };
}

/** The REST clients' own generators, in our words; the rest of them stays as it stands. */
function system(text: string): string | undefined {
  const [name = '', ...words] = text.split(/\s+/);
  if (generators.includes(name)) return `{{${[name === '$guid' ? '$uuid' : name, ...words].join(' ')}}}`;
  if (name === '$random.uuid') return '{{$uuid}}';
  if (name === '$random.integer' || name === '$random.integer()') return '{{$randomInt 0 1000}}';
  const integer = /^\$random\.integer\((\d+),\s*(\d+)\)$/.exec(text);
  if (integer !== null) return `{{$randomInt ${integer[1] ?? '0'} ${integer[2] ?? '1000'}}}`;
  if (name === '$datetime') return '{{$isoTimestamp}}';
  const [variable] = words;
  return (name === '$processEnv' || name === '$dotenv') && variable !== undefined
    ? `\${env:${variable.replace(/^%/, '')}}`
    : undefined;
}
