/** Variables of an `.http` file: those of the file and the project are filled in, those of other requests' answers captured. */
import type { CaptureRule, ScenarioRequest } from '../../model/scenario.ts';
import { parseJsonPath } from '../../model/json-path.ts';
import { generators } from '../../model/template.ts';
import type { HttpBlock } from './http-block.ts';

export interface Variables {
  /** Fills what is known now and rewrites what is known only while requests are sent into our own placeholders. */
  fill(text: string): string;
  /** References to the answers of named requests met so far: name of the captured value → where it comes from. */
  used(): ReadonlyMap<string, { readonly request: string; readonly rule: CaptureRule }>;
  /** Names of the captured values that a request uses. */
  namesIn(request: ScenarioRequest): readonly string[];
  /** A placeholder nobody defines, in a place where it would be sent as it stands. */
  unknownIn(request: ScenarioRequest): string | undefined;
}

const placeholder = /\{\{\s*(\$?[^{}]*?)\s*\}\}/g;
const answer = /^([\w.-]+)\.response\.(body|headers)\.(.+)$/;
const mostDepth = 8;

export function createVariables(
  environment: Readonly<Record<string, string>>,
  blocks: readonly HttpBlock[],
): Variables {
  const known = new Map([...Object.entries(environment), ...blocks.flatMap(({ variables }) => variables)]);
  const captured = new Set(blocks.flatMap(({ captures }) => Object.keys(captures)));
  const used = new Map<string, { readonly request: string; readonly rule: CaptureRule }>();
  const fill = (text: string, depth = 0): string =>
    text.replace(placeholder, (all, inner: string) => {
      const value = known.get(inner);
      if (value !== undefined && depth < mostDepth) return fill(value, depth + 1);
      if (inner.startsWith('$')) return system(inner) ?? all;
      const [, request, part, path = ''] = answer.exec(inner) ?? [];
      const rule = part === 'headers' ? { header: path } : bodyRule(path);
      if (request === undefined || rule === undefined) return all;
      const name = inner.replace(/\W+/g, '_');
      used.set(name, { request, rule });
      captured.add(name);
      return `{{${name}}}`;
    });
  const namesIn = (text: string): readonly string[] =>
    [...text.matchAll(placeholder)].map(([, name = '']) => name).filter((name) => !name.startsWith('$'));
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
