/** Our own scenario file, with the files it names read in and what it refers to checked. */
import { parse as parseCsv } from 'csv-parse/sync';
import { dirname, extname, resolve } from 'node:path';
import { readFileWithin, UnreadableFile } from '../files/read-file.ts';
import { parseJsonPath } from '../model/json-path.ts';
import type { DataRows, ScenarioRequest } from '../model/scenario.ts';
import type { FoundFiles, Scenario } from '../model/spec.ts';
import { generators, parseTemplate } from '../model/template.ts';
import { asTemplate } from './body-bytes.ts';
import type { FilledSecret } from './sources/http-variables.ts';
import { badFile, parseJson, readText } from './check-file.ts';

/** As the schema admits it. */
export interface ScenarioFile extends Omit<Scenario, 'requests' | 'data'> {
  readonly requests?: readonly ScenarioRequest[];
  /** An OpenAPI document, an `.http` file or a HAR recording, relative to this file. */
  readonly from?: string;
  /** Table → a CSV or JSON file, relative to this file. */
  readonly data?: Readonly<Record<string, string>>;
}

/** A scenario with what the files it comes from know besides. */
export interface LoadedScenario {
  readonly scenario: Scenario;
  readonly found?: FoundFiles;
  /** Values in its requests that must not be written down. */
  readonly secrets?: readonly FilledSecret[];
}

export type Source =
  | { readonly kind: 'ours'; readonly value: unknown }
  | ({ readonly kind: 'foreign' } & LoadedScenario & { readonly found: FoundFiles });

export interface CompleteOptions {
  readonly file: string;
  readonly root: string;
  readonly readSource: (file: string, root: string) => Promise<Source>;
}

/** @throws FailureError badFile */
export async function completeScenario(
  { from, requests = [], data = {}, setup, sequences, ...rest }: ScenarioFile,
  { file, root, readSource }: CompleteOptions,
): Promise<LoadedScenario> {
  const folder = dirname(file);
  const inline = (each: ScenarioRequest) => withBody(each, file);
  const source = from === undefined ? undefined : await readSource(resolve(folder, from), root);
  if (source?.kind === 'ours')
    throw badFile(
      file,
      `"from" names ${from ?? ''}, which is neither an .http file, an OpenAPI document nor a HAR.`,
      'Name one.',
    );
  const tables = await Promise.all(
    Object.entries(data).map(async ([name, each]) => [name, await readRows(resolve(folder, each))] as const),
  );
  const allSetup = [...(source?.scenario.setup ?? []), ...(await Promise.all((setup ?? []).map(inline)))];
  const scenario: Scenario = {
    ...rest,
    requests: [...(await Promise.all(requests.map(inline))), ...(source?.scenario.requests ?? [])],
    ...(allSetup.length === 0 ? {} : { setup: allSetup }),
    ...(sequences === undefined
      ? {}
      : {
          sequences: await Promise.all(
            sequences.map(async (each) => ({ ...each, steps: await Promise.all(each.steps.map(inline)) })),
          ),
        }),
    ...(tables.length === 0 ? {} : { data: Object.fromEntries(tables) }),
  };
  refuseUnknown(scenario, file);
  return { scenario, ...(source === undefined ? {} : { found: source.found, secrets: source.secrets ?? [] }) };
}

/** It is sent again and again. */
export const mostBodyBytes = 16 * 1024 * 1024;

async function withBody({ bodyFile, ...request }: ScenarioRequest, file: string): Promise<ScenarioRequest> {
  if (bodyFile === undefined) return request;
  const name = resolve(dirname(file), bodyFile);
  const { bytes } = await readFileWithin(name, { mostBytes: mostBodyBytes }).catch((error: unknown) => {
    if (!(error instanceof UnreadableFile)) throw error;
    throw badFile(file, `the body ${name} cannot be read: ${error.message}.`, 'Correct "bodyFile".');
  });
  return { ...request, ...asTemplate(bytes) };
}

async function readRows(file: string): Promise<DataRows> {
  const text = await readText(file, 'Correct "data" in the scenario.');
  const rows = extname(file).toLowerCase() === '.json' ? parseJson(file, text) : csvRows(file, text);
  if (!Array.isArray(rows) || rows.length === 0 || rows.some((row) => typeof row !== 'object' || row === null))
    throw badFile(file, 'it holds no rows.', 'Give it a heading and a row of values, or a JSON list of objects.');
  return (rows as readonly Readonly<Record<string, unknown>>[]).map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value)])),
  );
}

function csvRows(file: string, text: string): unknown {
  try {
    return parseCsv(text, { columns: true, skip_empty_lines: true, trim: true });
  } catch (error) {
    throw badFile(file, `it is not CSV (${error instanceof Error ? error.message : String(error)}).`, 'Correct it.');
  }
}

/** A misspelt name would be sent as it stands and measure an error. In bodies double braces may be meant as they are. */
export function refuseUnknown(
  { requests, setup = [], sequences = [], variables = {}, data = {} }: Scenario,
  file: string,
): void {
  const known = new Set([
    ...Object.keys(variables),
    ...Object.entries(data).flatMap(([table, [row = {}]]) => Object.keys(row).map((column) => `${table}.${column}`)),
  ]);
  const learn = (each: ScenarioRequest, place: string): void => {
    refuseIn(each, { place, known, file });
    for (const name of Object.keys(each.capture ?? {})) known.add(name);
  };
  setup.forEach((each, i) => {
    learn(each, `setup.${i}`);
  });
  const afterSetup = [...known];
  sequences.forEach(({ steps }, i) => {
    known.clear();
    for (const name of afterSetup) known.add(name);
    steps.forEach((each, j) => {
      learn(each, `sequences.${i}.steps.${j}`);
    });
  });
  known.clear();
  for (const name of afterSetup) known.add(name);
  requests.forEach((each, i) => {
    refuseIn(each, { place: `requests.${i}`, known, file });
  });
}

interface Place {
  readonly place: string;
  readonly known: ReadonlySet<string>;
  readonly file: string;
}

function refuseIn(
  { path, headers = {}, capture = {}, expect = {}, skip }: ScenarioRequest,
  { place, known, file }: Place,
): void {
  const wrong = (where: string, problem: string, fix: string) => badFile(file, `${place}.${where} ${problem}`, fix);
  if (skip !== undefined && skip !== false) return;
  const texts = [
    ['path', path],
    ...Object.entries(headers).map(([name, value]) => [`headers.${name}`, value]),
  ] as const;
  for (const [where = '', text = ''] of texts) {
    for (const part of parseTemplate(text)) {
      if (part.kind === 'value' && !known.has(part.name))
        throw wrong(
          where,
          `uses {{${part.name}}}, which nothing before it captures or defines.`,
          known.size === 0 ? 'Capture it in a "setup" step.' : `Known are ${[...known].join(', ')}.`,
        );
      if (part.kind === 'generated' && !generators.includes(part.generator))
        throw wrong(where, `uses {{${part.generator}}}, which is not known.`, `Known are ${generators.join(', ')}.`);
    }
  }
  const paths = [
    ...Object.entries(capture).map(([name, rule]) => [`capture.${name}`, 'json' in rule ? rule.json : '$'] as const),
    ...Object.keys(expect.json ?? {}).map((each) => ['expect.json', each] as const),
  ];
  for (const [where, text] of paths)
    if (parseJsonPath(text) === undefined)
      throw wrong(where, `holds "${text}", which names no single place.`, 'Write it like $.items[0].id.');
  for (const [name, rule] of Object.entries(capture))
    if ('regex' in rule)
      refuseRegex(rule.regex, (problem) => wrong(`capture.${name}`, problem, 'Correct the regular expression.'));
}

function refuseRegex(text: string, wrong: (problem: string) => Error): void {
  try {
    new RegExp(text);
  } catch (error) {
    throw wrong(`is no regular expression (${error instanceof Error ? error.message : String(error)}).`);
  }
}
