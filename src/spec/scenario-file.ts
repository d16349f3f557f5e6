/** A scenario, whoever's format it is in: ours, an `.http` file, an OpenAPI document, a HAR recording. The content tells, not the name. */
import { basename, dirname, extname, relative, resolve } from 'node:path';
import { liesIn } from '../files/workspace-source.ts';
import { readTextWithin, UnreadableFile } from '../files/read-file.ts';
import { decodeText } from '../model/encode-text.ts';
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
import { readHttpSource } from './http-source.ts';
import { parseJsonText, parseYamlText, UnreadableText } from './parse-text.ts';
import { readHar } from './sources/har.ts';
import { bundleOpenApi } from './sources/openapi-files.ts';
import { isOpenApi, openApiVersion, readOpenApi } from './sources/openapi.ts';

export const nothingFound: FoundFiles = {
  described: [],
  driveDescribed: false,
  examples: [],
  files: [],
  leftOut: [],
  warnings: [],
};

/** `mostBytes` is for a file that nobody named. @throws FailureError badFile */
export async function readScenario(file: string, root: string, mostBytes?: number): Promise<LoadedScenario> {
  const source = await readSource(file, root, mostBytes);
  if (source.kind === 'ours') return completeScenario(source.value as ScenarioFile, { file, root, readSource });
  const { scenario, found, secrets = [] } = source;
  refuseUnknown(scenario, file);
  return { scenario, found, secrets };
}

/** @throws FailureError badFile */
export async function readSource(file: string, root: string, mostBytes?: number): Promise<Source> {
  const text = await readText(file, 'Name an existing scenario file with --scenario.', mostBytes);
  const name = nameIn(root, file);
  const extension = extname(file).toLowerCase();
  if (extension === '.http' || extension === '.rest') return httpSource(file, root, text);
  const value = extension === '.yaml' || extension === '.yml' ? parseYamlFile(file, text) : parseJson(file, text);
  if (isOld(value)) throw badFile(file, 'it is a Swagger 2.0 document.', 'Convert it to OpenAPI 3 first.');
  if (isOpenApi(value)) return openApiSource(file, root, value);
  const version = openApiVersion(value);
  if (version !== undefined)
    throw badFile(file, `it is an OpenAPI document of version ${version}.`, 'Convert it to a version from 3.0 to 3.2.');
  const har = readHar(value);
  if (har !== undefined) return foreign('har', name, har);
  const refusal = otherKind(value);
  if (refusal !== undefined) throw badFile(file, refusal.problem, refusal.fix);
  return { kind: 'ours', value: checked(file, value, scenarioSchema) };
}

async function httpSource(file: string, root: string, text: string): Promise<Source> {
  const { setup, secrets, ...read } = await readHttpSource(file, root, text);
  const source = foreign('http', nameIn(root, file), read, setup.length === 0 ? {} : { setup });
  return secrets.length === 0 ? source : { ...source, secrets };
}

async function openApiSource(file: string, root: string, value: Readonly<Record<string, unknown>>): Promise<Source> {
  const { document, unread } = await bundleOpenApi(value, {
    file,
    resolve: (reference, from) =>
      /^[a-z][a-z0-9+.-]+:/i.test(reference) ? reference : resolve(dirname(from), decodeText(reference)),
    read: (other) => readPart(other, [root, dirname(file)]),
  });
  const { routes, warnings } = readOpenApi(document) ?? { routes: [], warnings: [] };
  const passedOver = [...unread].map(([other, reason]) => `Passed over: ${nameIn(root, other)} (${reason}).`);
  const files = [{ source: 'openapi', file: nameIn(root, file) }] as const;
  const found = {
    ...nothingFound,
    described: routes,
    driveDescribed: true,
    files,
    warnings: [...passedOver, ...warnings],
  };
  return { kind: 'foreign', scenario: { requests: [] }, found };
}

const mostPartBytes = 16 * 1024 * 1024;

/** A part of an OpenAPI document: a file of the project, whose examples may be sent and written down. */
async function readPart(file: string, folders: readonly string[]): Promise<{ readonly value: unknown } | string> {
  if (!/\.(json|ya?ml)$/i.test(file) || /^[a-z][a-z0-9+.-]+:\/\//i.test(file))
    return 'it is no JSON or YAML file of this machine';
  const isOwn = await Promise.all(folders.map((folder) => liesIn(file, folder)));
  try {
    const text = await readTextWithin(file, { mostBytes: mostPartBytes });
    if (!isOwn.includes(true)) return 'it lies outside the project';
    return { value: /\.json$/i.test(file) ? parseJsonText(text) : parseYamlText(text) };
  } catch (error) {
    if (error instanceof UnreadableFile || error instanceof UnreadableText) return error.message;
    throw error;
  }
}

function nameIn(root: string, file: string): string {
  return relative(root, file).split('\\').join('/');
}

interface Read {
  readonly requests: readonly SourcedRequest[];
  readonly leftOut: readonly LeftOutRequest[];
  readonly warnings: readonly string[];
}

function foreign(
  source: RequestSource,
  file: string,
  read: Read,
  parts: Partial<Scenario> = {},
): Source & { kind: 'foreign' } {
  const requests = read.requests.map((request) => ({ ...request, source }));
  const { leftOut, warnings } = read;
  return {
    kind: 'foreign',
    scenario: { requests, ...parts },
    found: { ...nothingFound, files: [{ source, file }], leftOut, warnings },
  };
}

interface Refusal {
  readonly problem: string;
  readonly fix: string;
}

const keysOfOurs = [
  'requests',
  'setup',
  'sequences',
  'from',
  'methods',
  'leaveOut',
  'arrival',
  'connections',
  'limits',
  '$schema',
];
const other = { fix: 'Name an OpenAPI document or an .http file, or record a HAR.' };

/** What is of use to other tools only: the words of our own schema would say nothing to its user. */
function otherKind(value: unknown): Refusal | undefined {
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : ['a single value'];
  const has = (...wanted: readonly string[]): boolean => wanted.every((key) => keys.includes(key));
  if (has('log')) return { problem: 'it is a HAR recording without entries.', fix: 'Record it again.' };
  if (has('info', 'item')) return { problem: 'it is a collection of Postman.', ...other };
  if (has('config', 'scenarios')) return { problem: 'it is a script of Artillery.', ...other };
  if (has('asyncapi')) return { problem: 'it is an AsyncAPI document.', ...other };
  if (keys.length === 0 || keys.some((key) => keysOfOurs.includes(key))) return undefined;
  return { problem: 'it is no scenario, no OpenAPI document and no HAR recording.', ...other };
}

function isOld(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'swagger' in value && 'paths' in value;
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
