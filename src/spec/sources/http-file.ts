/**
 * In: a file of requests as VS Code's REST Client and JetBrains' editors write it (`.http`, `.rest`). Out: requests; those
 * whose answers others use (`{{login.response.body.$.token}}`, `client.global.set(…)`) become steps that each user takes first.
 */
import type { Buffer } from 'node:buffer';
import type { CaptureRule, LeftOutRequest, ScenarioRequest } from '../../model/scenario.ts';
import { isLoopback, looksDestructive } from '../../model/safety.ts';
import { authorizationOf } from './http-authorization.ts';
import type { HttpBlock } from './http-block-parts.ts';
import { parseBlock } from './http-block.ts';
import { bodyOf } from './http-body.ts';
import {
  createVariables,
  TooLongText,
  type FilledSecret,
  type HttpEnvironment,
  type Variables,
} from './http-variables.ts';
import { joinedHeaders } from './joined-headers.ts';

export interface HttpFileOptions {
  /** Variables of the project's environment files. */
  readonly environment?: HttpEnvironment;
  /** Bytes of a file that a body names; undefined where it cannot be read. */
  readonly readBody: (file: string) => Buffer | undefined;
}

export interface HttpFileRequests {
  readonly setup: readonly ScenarioRequest[];
  readonly requests: readonly ScenarioRequest[];
  readonly leftOut: readonly LeftOutRequest[];
  readonly warnings: readonly string[];
  /** Values in the requests that must not be written down. */
  readonly secrets: readonly FilledSecret[];
}

/** Names of the files that bodies are in, relative to the file that holds the requests. */
export function bodyFilesOf(
  text: string,
  { environment = { values: {} } }: Pick<HttpFileOptions, 'environment'>,
): readonly string[] {
  const blocks = blocksOf(text);
  const variables = createVariables(environment, blocks);
  const parts = blocks.flatMap(({ body = [] }) => body);
  return [...new Set(parts.flatMap((part) => (typeof part === 'string' ? [] : [filledOr(part.file, variables)])))];
}

/** The name as it stands, where it cannot be filled. */
function filledOr(text: string, variables: Variables): string {
  try {
    return variables.fill(text);
  } catch (error) {
    if (error instanceof TooLongText) return text;
    throw error;
  }
}

/** Far more than people write. Each request takes memory for some objects. */
const mostBlocks = 50_000;

/** A file with more requests than are read. */
export class TooManyRequests extends Error {
  constructor() {
    super(`it holds more than ${mostBlocks} requests`);
  }
}

/** @throws TooManyRequests */
function blocksOf(text: string): readonly HttpBlock[] {
  let count = 0;
  for (let at = text.indexOf('###'); at >= 0; at = text.indexOf('\n###', at + 3))
    if (++count > mostBlocks) throw new TooManyRequests();
  return text
    .replace(/^\uFEFF/, '')
    .split(/^###/m)
    .map((part, index) => parseBlock(index === 0 ? part : `###${part}`))
    .filter((block) => block !== undefined);
}

export function readHttpFile(
  text: string,
  { environment = { values: {} }, readBody }: HttpFileOptions,
): HttpFileRequests {
  const blocks = blocksOf(text);
  const variables = createVariables(environment, blocks);
  const leftOut: LeftOutRequest[] = [];
  const read = blocks.flatMap((block) => {
    if (block.request === undefined) return [];
    const { request, reason } = toRequestOrReason(block, variables, readBody);
    if (reason !== undefined) {
      leftOut.push({ method: request.method, path: request.path, reason });
      return [];
    }
    return [{ request, captures: block.captures }];
  });
  const captures = capturesOf(read, variables.used());
  const used = new Set(read.flatMap(({ request }) => variables.namesIn(request)));
  const isUsed = ({ capture = {} }: ScenarioRequest) => Object.keys(capture).some((name) => used.has(name));
  const known = new Set<string>();
  const setup: ScenarioRequest[] = [];
  const requests: ScenarioRequest[] = [];
  const ready = ({ method, path, ...request }: ScenarioRequest): boolean => {
    const missing = variables.namesIn({ method, path, ...request }).find((name) => !known.has(name));
    if (missing !== undefined) leftOut.push({ method, path, reason: `no request before it gives ${missing}` });
    return missing === undefined;
  };
  const all = read.map(({ request }) => {
    const capture = captures.get(request);
    return capture === undefined ? request : { ...request, capture };
  });
  for (const request of all.filter(isUsed)) {
    if (!ready(request)) continue;
    setup.push(request);
    for (const name of Object.keys(request.capture ?? {})) known.add(name);
  }
  for (const request of all.filter((each) => !isUsed(each))) if (ready(request)) requests.push(request);
  const warnings = blocks.flatMap((block) => block.warnings);
  return { setup, requests, leftOut, warnings, secrets: variables.secrets() };
}

/** What each request captures: by its own script, and for those that name its answer. */
function capturesOf(
  read: readonly { readonly request: ScenarioRequest; readonly captures: Readonly<Record<string, CaptureRule>> }[],
  references: ReadonlyMap<string, { readonly request: string; readonly rule: CaptureRule }>,
): ReadonlyMap<ScenarioRequest, Readonly<Record<string, CaptureRule>>> {
  const byRequest = new Map<string, (readonly [name: string, rule: CaptureRule])[]>();
  for (const [name, { request, rule }] of references) {
    const known = byRequest.get(request);
    if (known === undefined) byRequest.set(request, [[name, rule]]);
    else known.push([name, rule]);
  }
  return new Map(
    read.flatMap(({ request, captures }) => {
      const asked = byRequest.get(request.name ?? '') ?? [];
      const all = { ...captures, ...Object.fromEntries(asked) };
      return Object.keys(all).length === 0 ? [] : [[request, all] as const];
    }),
  );
}

/** This machine, or a placeholder that nobody fills: the application's own address. */
function isOwn(host: string): boolean {
  const name = host.replace(/:\d+$/, '');
  return isLoopback(name) || name === '0.0.0.0' || /^\{\{.*\}\}$/.test(host);
}

/** Said by the sender itself, or meant for the editor. */
const ofTheTool = new Set(['host', 'content-length', 'connection', 'x-request-type']);

/** As much of an address as a person needs to find it again. */
const shownCharacters = 80;

function toRequestOrReason(...args: Parameters<typeof toRequest>): ReturnType<typeof toRequest> {
  try {
    return toRequest(...args);
  } catch (error) {
    if (!(error instanceof TooLongText)) throw error;
    const { method, url } = args[0].request ?? { method: 'GET', url: '' };
    return { request: { method, path: splitUrl(url.slice(0, 100)).path }, reason: error.message };
  }
}

function toRequest(
  block: HttpBlock,
  variables: Variables,
  readBody: HttpFileOptions['readBody'],
): { readonly request: ScenarioRequest; readonly reason?: string } {
  const { method, url } = block.request ?? { method: 'GET', url: '' };
  const target = splitUrl(variables.fill(url));
  const headers = joinedHeaders(block.headers.map(([name, value]) => ({ name, value: variables.fill(value) })));
  const host = target.host ?? headers['host'];
  const kind = headers['x-request-type'];
  const { authorization, ...others } = headers;
  const shown = authorization === undefined ? undefined : authorizationOf(authorization);
  const kept = Object.entries(others).filter(([name]) => !ofTheTool.has(name));
  const sent = shown !== undefined && 'value' in shown ? [['authorization', shown.value] as const] : [];
  const isGraphQl = method === 'GRAPHQL' || /^graphql$/i.test(kind ?? '');
  const body = bodyOf(block.body, { variables, readBody, isGraphQl, type: headers['content-type'] });
  const all = Object.fromEntries([...kept, ...sent]);
  const request: ScenarioRequest = {
    ...(block.name === undefined ? {} : { name: block.name }),
    method: method === 'GRAPHQL' ? 'POST' : method,
    path: target.path,
    ...(Object.keys(all).length === 0 ? {} : { headers: all }),
    ...('problem' in body ? {} : body.body),
  };
  if (block.reason !== undefined) return { request, reason: block.reason };
  if (target.host !== undefined && /[\s(){}<>"|\\^`]/.test(target.host.replace(/\{\{[^{}]*\}\}/g, '')))
    return { request: { ...request, path: url.slice(0, shownCharacters) }, reason: 'its address cannot be read' };
  if (host !== undefined && !isOwn(host))
    return { request: { ...request, path: host + target.path }, reason: 'another host' };
  if ('problem' in body) return { request, reason: body.problem };
  const open = variables.problemOf({ ...request, body: body.templates });
  if (shown !== undefined && 'reason' in shown) return { request, reason: shown.reason };
  if (open !== undefined) return { request, reason: open };
  if (looksDestructive(request.method, request.path)) return { request, reason: 'looks destructive' };
  return { request };
}

/** A placeholder that was left open before the path stands for the application's address. */
function splitUrl(url: string): { readonly host?: string; readonly path: string } {
  const [, host = '', rest = ''] = /^(?:(?:https?|wss?):\/\/)?([^/?#]*)([^#]*)/i.exec(url) ?? [];
  const path = rest.replace(/\{\{[^{}]*\}\}| /g, (part) => (part === ' ' ? '%20' : part));
  return { ...(host === '' ? {} : { host }), path: path.startsWith('/') ? path : `/${path}` };
}
