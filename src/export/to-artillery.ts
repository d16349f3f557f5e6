/**
 * In: a scenario. Out: an Artillery script, with a file of values beside it where it needs them. Artillery runs both unchanged,
 * on its distributed runners too. Each arrival is a new user there, so each begins with the setup.
 */
import { stringify } from 'yaml';
import { parseJsonPath, type JsonPath } from '../model/json-path.ts';
import type { CaptureRule, DataRows, Expectation } from '../model/scenario.ts';
import { parseTemplate, type TemplatePart } from '../model/template.ts';
import type { Exportable, ExportedRequest } from './exportable.ts';
import type { ExportOptions } from './to-k6.ts';

export interface ArtilleryFiles {
  readonly script: string;
  /** To be written beside the script, under these names. */
  readonly beside: Readonly<Record<string, string>>;
}

/** RFC 9110's, below 400; Artillery wants them one by one. */
const goodStatuses = [200, 201, 202, 203, 204, 205, 206, 207, 208, 226, 300, 301, 302, 303, 304, 305, 307, 308];

const defaultRate = 10;

/** @param name of the script without its extension: files beside it are called after it */
export function toArtillery(
  scenario: Exportable,
  { baseUrl, ratePerSecond = defaultRate, durationSeconds, name }: ExportOptions & { readonly name: string },
): ArtilleryFiles {
  const { setup, journeys, variables, data, environment } = scenario;
  const tables = Object.entries(data);
  const generated = generatedIn(scenario);
  const bytes = bytesIn(scenario);
  const isProcessed = generated.length > 0 || bytes.length > 0;
  const processor = `${name}.processor.cjs`;
  const scenarios = journeys.map((journey) => ({
    name: journey.name,
    weight: journey.weight,
    flow: [...setup, ...journey.steps].flatMap((step) => flowOf(step, { generates: generated.length > 0, bytes })),
  }));
  const all = { ...renamed(variables), ...bracesIn(JSON.stringify([scenarios, variables])) };
  const script = {
    config: {
      target: baseUrl,
      http: { timeout: 10 },
      tls: { rejectUnauthorized: false },
      phases: [phase(ratePerSecond, durationSeconds)],
      plugins: { expect: { reportFailuresAsErrors: true, outputFormat: 'silent' } },
      ...(Object.keys(all).length === 0 ? {} : { variables: all }),
      ...(tables.length === 0
        ? {}
        : {
            payload: tables.map(([table, rows]) => ({
              path: `${name}.${table}.csv`,
              fields: columnsOf(rows).map((column) => nameOf(`${table}.${column}`)),
              order: 'sequence',
              skipHeader: true,
              cast: false,
            })),
          }),
      ...(isProcessed ? { processor: `./${processor}` } : {}),
    },
    scenarios,
  };
  const needs = environment.map((each) => `${each}=… `).join('');
  const comment = ` Made by Leanscope from a load scenario. Run it with: ${needs}artillery run --output summary.json FILE\n and read the summary back with: leanscope report last --load-evidence summary.json`;
  return {
    script: `${comment.replace(/^/gm, '#')}\n${stringify(script, { lineWidth: 0 })}`,
    beside: {
      ...Object.fromEntries(tables.map(([table, rows]) => [`${name}.${table}.csv`, csvOf(rows)])),
      ...(isProcessed ? { [processor]: processorOf(generated, bytes) } : {}),
    },
  };
}

/** Artillery takes whole numbers a second: half of one is a count over the whole time. */
function phase(rate: number, duration: number): object {
  if (Number.isInteger(rate)) return { duration, arrivalRate: rate };
  return { duration, arrivalCount: Math.max(1, Math.round(rate * duration)) };
}

interface Processed {
  readonly generates: boolean;
  /** Bodies of bytes, by their numbers. */
  readonly bytes: readonly string[];
}

function flowOf(request: ExportedRequest, { generates, bytes }: Processed): readonly object[] {
  const { method, path, headers, body, expect, capture = {}, thinkMs, name } = request;
  const wanted = expectations(expect);
  const captures = [
    ...Object.entries(capture).map(([key, rule]) => ({ ...captureOf(rule), as: nameOf(key) })),
    // Its own check for text fails on every JSON body; a capture that finds nothing is an error too, and it searches all bodies.
    ...(expect.contains === undefined ? [] : [{ regexp: literal(expect.contains), as: 'found_text' }]),
  ];
  const functions = [
    ...(generates ? ['newValues'] : []),
    ...(request.bodyBase64 === undefined ? [] : [bytesName(bytes.indexOf(request.bodyBase64))]),
  ];
  const step = {
    [method.toLowerCase()]: {
      name,
      url: translated(path),
      followRedirect: false,
      ...(Object.keys(headers).length === 0
        ? {}
        : { headers: Object.fromEntries(Object.entries(headers).map(([key, value]) => [key, translated(value)])) }),
      ...(body === undefined ? {} : { body: translated(body) }),
      ...(functions.length === 0 ? {} : { beforeRequest: functions.length === 1 ? functions[0] : functions }),
      ...(captures.length === 0 ? {} : { capture: captures }),
      expect: wanted,
    },
  };
  return thinkMs === undefined ? [step] : [step, { think: thinkMs / 1000 }];
}

function expectations({ status = goodStatuses, json = {} }: Expectation): readonly object[] {
  return [
    { statusCode: status },
    ...Object.entries(json).map(([path, value]) => ({
      jmespath: `${jmesPath(parseJsonPath(path) ?? [])} == \`${JSON.stringify(value).replaceAll('`', '\\`')}\``,
    })),
  ];
}

/** Text as a regular expression that means just that text. */
function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** https://jmespath.org/specification.html: names quoted as in JSON, indices in brackets. */
function jmesPath(path: JsonPath): string {
  if (path.length === 0) return '@';
  return path
    .map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i === 0 ? '' : '.'}${JSON.stringify(part)}`))
    .join('');
}

function captureOf(rule: CaptureRule): object {
  if ('json' in rule) return { json: rule.json.replace(/\[(-\d+)\]/g, '[$1:]') };
  if ('header' in rule) return { header: rule.header.toLowerCase() };
  return { regexp: rule.regex, group: /\((?!\?(?!<[^=!]))/.test(rule.regex) ? 1 : 0 };
}

/** It takes a brace beside a placeholder for a part of it: there stands a placeholder for the brace. */
function translated(text: string): string {
  const parts = parseTemplate(text);
  return parts
    .map((part, i) => {
      if (part.kind !== 'text') return placeholder(part);
      const behind = i === 0 ? part.text : part.text.replace(/^\}+/, (run) => closing.repeat(run.length));
      return i === parts.length - 1 ? behind : behind.replace(/\{+$/, (run) => opening.repeat(run.length));
    })
    .join('');
}

const opening = '{{ opening_brace }}';
const closing = '{{ closing_brace }}';

function bracesIn(script: string): Readonly<Record<string, string>> {
  return {
    ...(script.includes(opening) ? { opening_brace: '{' } : {}),
    ...(script.includes(closing) ? { closing_brace: '}' } : {}),
  };
}

function placeholder(part: TemplatePart): string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'environment':
      return `{{ $env.${part.name} }}`;
    case 'value':
      return `{{ ${nameOf(part.name)} }}`;
    case 'generated':
      return `{{ ${generatedName(part)} }}`;
  }
}

/** A dot would be read as a property. */
function nameOf(name: string): string {
  return name.replace(/\W/g, '_');
}

function renamed(variables: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [nameOf(name), translated(value)]));
}

type Generated = TemplatePart & { readonly kind: 'generated' };

function generatedName({ generator, words }: Generated): string {
  return ['made', generator.slice(1), ...words].join('_').replace(/\W/g, '_');
}

function generatedIn({ setup, journeys }: Exportable): readonly Generated[] {
  const steps = [...setup, ...journeys.flatMap((journey) => journey.steps)];
  const parts = steps
    .flatMap(({ path, headers, body = '' }) => [path, ...Object.values(headers), body])
    .flatMap((text) => parseTemplate(text))
    .filter((part) => part.kind === 'generated');
  return [...new Map(parts.map((part) => [generatedName(part), part])).values()];
}

/** Its scripts hold text only: bodies of bytes stand beside them. */
function bytesIn({ setup, journeys }: Exportable): readonly string[] {
  const steps = [...setup, ...journeys.flatMap((journey) => journey.steps)];
  return [...new Set(steps.flatMap(({ bodyBase64 }) => bodyBase64 ?? []))];
}

function bytesName(number: number): string {
  return `sendBytes${number + 1}`;
}

function processorOf(generated: readonly Generated[], bytes: readonly string[]): string {
  const lines = generated.map((part) => `  context.vars.${generatedName(part)} = ${valueOf(part)};`);
  const values = `
// Values that are another for each request.
const { randomInt, randomUUID } = require('node:crypto');

exports.newValues = function newValues(params, context, events, next) {
${lines.join('\n')}
  return next();
};
`;
  const bodies = bytes.map(
    (base64, i) => `
exports.${bytesName(i)} = function ${bytesName(i)}(params, context, events, next) {
  params.body = Buffer.from('${base64}', 'base64');
  return next();
};
`,
  );
  return `'use strict';
${[...(generated.length === 0 ? [] : [values]), ...bodies].join('')}`;
}

function valueOf({ generator, words: [low = '0', high = '1000'] }: Generated): string {
  if (generator === '$uuid' || generator === '$guid') return 'randomUUID()';
  const now = Number(low) === 0 ? 'Date.now()' : `(Date.now() + ${Number(low)})`;
  if (generator === '$timestamp') return `Math.floor(${now} / 1000)`;
  if (generator === '$isoTimestamp') return `new Date(${now}).toISOString()`;
  return `randomInt(${Number(low)}, ${Math.max(Number(low) + 1, Number(high))})`;
}

function columnsOf(rows: DataRows): readonly string[] {
  return Object.keys(rows[0] ?? {});
}

/** RFC 4180. */
function csvOf(rows: DataRows): string {
  const columns = columnsOf(rows);
  const line = (cells: readonly string[]): string => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
  return [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))]
    .map((row) => `${line(row)}\n`)
    .join('');
}
