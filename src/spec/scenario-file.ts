/** A scenario, whoever's format it is in: ours, an `.http` file, an OpenAPI document, a HAR recording. The content tells, not the name. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import type { LeftOutRequest, RequestSource } from '../model/scenario.ts';
import type { FoundFiles, Scenario, SourcedRequest } from '../model/spec.ts';
import { badFile, checked, parseJson, parseYamlFile, readText, scenarioSchema } from './check-file.ts';
import {
  completeScenario,
  refuseUnknown,
  type LoadedScenario,
  type ScenarioFile,
  type Source,
} from './complete-scenario.ts';
import { readHar } from './sources/har.ts';
import { readHttpFile } from './sources/http-file.ts';
import { readOpenApi } from './sources/openapi.ts';

export const nothingFound: FoundFiles = {
  described: [],
  driveDescribed: false,
  examples: [],
  files: [],
  leftOut: [],
  warnings: [],
};

/** @throws FailureError badFile */
export async function readScenario(file: string, root: string): Promise<LoadedScenario> {
  const source = await readSource(file, root);
  if (source.kind === 'ours') return completeScenario(source.value as ScenarioFile, { file, root, readSource });
  const { scenario, found } = source;
  refuseUnknown(scenario, file);
  return { scenario, found };
}

/** @throws FailureError badFile */
export async function readSource(file: string, root: string): Promise<Source> {
  const text = await readText(file, 'Name an existing scenario file with --scenario.');
  const name = relative(root, file).split('\\').join('/');
  const extension = extname(file).toLowerCase();
  if (extension === '.http' || extension === '.rest') return httpSource(file, name, text);
  const value = extension === '.yaml' || extension === '.yml' ? parseYamlFile(file, text) : parseJson(file, text);
  if (isOld(value)) throw badFile(file, 'it is a Swagger 2.0 document.', 'Convert it to OpenAPI 3 first.');
  const api = readOpenApi(value);
  if (api !== undefined) {
    const { routes, warnings } = api;
    const files = [{ source: 'openapi', file: name }] as const;
    const found = { ...nothingFound, described: routes, driveDescribed: true, files, warnings };
    return { kind: 'foreign', scenario: { requests: [] }, found };
  }
  const har = readHar(value);
  if (har !== undefined) return foreign('har', name, har);
  return { kind: 'ours', value: checked(file, value, scenarioSchema) };
}

async function httpSource(file: string, name: string, text: string): Promise<Source> {
  const folder = dirname(file);
  const { setup, ...read } = readHttpFile(text, {
    environment: await httpEnvironment(folder),
    readBody: (body) => readTextSync(resolve(folder, body)),
  });
  return foreign('http', name, read, setup.length === 0 ? {} : { setup });
}

interface Read {
  readonly requests: readonly SourcedRequest[];
  readonly leftOut: readonly LeftOutRequest[];
  readonly warnings: readonly string[];
}

function foreign(source: RequestSource, file: string, read: Read, parts: Partial<Scenario> = {}): Source {
  const requests = read.requests.map((request) => ({ ...request, source }));
  const { leftOut, warnings } = read;
  return {
    kind: 'foreign',
    scenario: { requests, ...parts },
    found: { ...nothingFound, files: [{ source, file }], leftOut, warnings },
  };
}

function isOld(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'swagger' in value && 'paths' in value;
}

/** JetBrains' editors keep variables beside the requests, by environment; the one called `dev`, else the first. */
async function httpEnvironment(folder: string): Promise<Readonly<Record<string, string>>> {
  const text = await readFile(join(folder, 'http-client.env.json'), 'utf8').catch(() => undefined);
  if (text === undefined) return {};
  const value = parseJson(join(folder, 'http-client.env.json'), text) as Readonly<Record<string, unknown>> | undefined;
  const chosen = value?.['dev'] ?? Object.values(value ?? {})[0];
  if (typeof chosen !== 'object' || chosen === null) return {};
  return Object.fromEntries(Object.entries(chosen).map(([name, each]) => [name, String(each)]));
}

function readTextSync(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

const openApiNames = /^(openapi|open-api|swagger|api)\.(json|ya?ml)$/i;
const httpNames = /\.(http|rest)$/i;

/** How far a source is trusted: an OpenAPI document, `.http` files, recordings. */
export function trustOf(file: string): number | undefined {
  const name = basename(file);
  if (openApiNames.test(name)) return 0;
  if (httpNames.test(name)) return 1;
  return /\.har$/i.test(name) ? 2 : undefined;
}
