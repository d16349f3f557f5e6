/** `leanscope scenario create`: the requests there are, written into leanscope.json for the user to edit. */
import { Buffer } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import process from 'node:process';
import { requestsOf, typeOf } from '../export/exportable.ts';
import { reasonToLeaveOut } from '../model/safety.ts';
import type { LeftOutRequest, ScenarioRequest } from '../model/scenario.ts';
import type { SourcedRequest, Spec } from '../model/spec.ts';
import {
  secretNames,
  withoutSecretBody,
  withoutSecretFields,
  withoutSecretForm,
  withoutSecretHeaders,
  withoutSecretPath,
  withoutSecretText,
  type SecretNames,
} from '../model/without-secrets.ts';
import { prepareOnly } from '../record.ts';
import { mergeScenario, type NewRequests } from '../spec/merge-scenario.ts';
import { readProject } from '../spec/project.ts';
import { readScenario } from '../spec/scenario-file.ts';
import { resolveSpec } from '../spec/spec.ts';
import { checkOutputs, writeOutput } from '../store/output-file.ts';
import { badCall, parseOptions } from './arguments.ts';
import { interruption } from './interruption.ts';
import { leftOutLines } from './left-out.ts';
import { programs } from './program-files.ts';
import { tell, warn } from './streams.ts';

const options = { from: { type: 'string' }, cwd: { type: 'string', default: '.' } } as const;

export async function createScenario(args: readonly string[]): Promise<number> {
  const separator = args.indexOf('--');
  const own = separator < 0 ? args : args.slice(0, separator);
  const { values, positionals } = parseOptions({ args: [...own], options, allowPositionals: true });
  if (positionals.length > 0)
    throw badCall(
      `"${positionals.join(' ')}" is not an option.`,
      'Put the command that starts the application after "--".',
    );
  const folder = resolve(values.cwd);
  // Refuses a leanscope.json that is broken before anything is started or written.
  await readProject(folder);
  const output = { flag: 'leanscope.json', name: join(folder, 'leanscope.json') };
  await checkOutputs([output]);
  const command = separator < 0 ? [] : args.slice(separator + 1);
  const found =
    values.from === undefined ? await fromApplication(folder, command) : await fromFile(folder, values.from);
  const file = output.name;
  const text = await readFile(file, 'utf8').catch(() => '');
  const names = secretNames(text);
  const [requests, setup] = [found.requests, found.setup].map((all) => all.map((each) => written(each, names)));
  const merged = mergeScenario(text, { requests: requests ?? [], setup: setup ?? [] });
  if (merged === undefined)
    throw badCall(
      '"scenario" in leanscope.json names a file.',
      'Edit that file, or remove the line to have requests written here.',
    );
  if (merged.text !== text) await writeOutput(output, merged.text);
  const before = (requests ?? []).length - merged.added;
  const known = before === 0 ? '' : `, ${before} were there before`;
  tell(`${relative(process.cwd(), file) || file}: ${merged.added} requests added${known}\n`);
  if (merged.keptSetup) warn('"setup" in leanscope.json stays as it is: what the file does first is not added to it.');
  const skippedOnes = [...(requests ?? []), ...(setup ?? [])].flatMap(whySkipped);
  for (const line of leftOutLines([...skippedOnes, ...found.leftOut])) tell(`${line}\n`);
  for (const each of found.warnings) warn(each);
  const variables = names.variables();
  if (variables.length > 0) tell(`Secrets are not in it: set ${variables.join(', ')} in the environment of a run.\n`);
  return 0;
}

interface Found extends NewRequests {
  readonly requests: readonly SourcedRequest[];
  /** What is not written down either. */
  readonly leftOut: readonly LeftOutRequest[];
  readonly warnings: readonly string[];
}

async function fromFile(folder: string, name: string): Promise<Found> {
  const { scenario, found } = await readScenario(resolve(name), folder);
  const described = requestsOf(found?.described ?? []).map((each): SourcedRequest => {
    const reason = reasonToLeaveOut(each.method, each.path, scenario.methods);
    return { ...each, source: 'openapi', ...(reason === undefined ? {} : { skip: reason }) };
  });
  const ofFile = found?.leftOut ?? [];
  return {
    requests: [...scenario.requests, ...described, ...ofFile.filter(isOurs).map(skipped)],
    setup: scenario.setup ?? [],
    leftOut: ofFile.filter((each) => !isOurs(each)),
    warnings: found?.warnings ?? [],
  };
}

async function fromApplication(folder: string, command: readonly string[]): Promise<Found> {
  // What is written already is not to be found again.
  const spec = Object.fromEntries(
    Object.entries(await resolveSpec({ cwd: folder, command })).filter(([name]) => name !== 'scenario'),
  ) as unknown as Spec;
  const { requests, leftOut, warnings } = await prepareOnly(spec, { ...programs, signal: interruption() });
  return {
    requests: [...requests.map(({ method, path }) => ({ method, path })), ...leftOut.map(skipped)],
    setup: [],
    leftOut: [],
    // What it says is listed by itself.
    warnings: [...spec.warnings, ...warnings].filter((each) => !each.startsWith('Left out of the load: ')),
  };
}

function whySkipped({ method, path, skip }: ScenarioRequest): readonly LeftOutRequest[] {
  return typeof skip === 'string' ? [{ method, path, reason: skip }] : [];
}

function isOurs({ path }: LeftOutRequest): boolean {
  return path.startsWith('/');
}

function skipped({ method, path, reason }: LeftOutRequest): ScenarioRequest {
  return { method: method === 'ALL' ? 'GET' : method, path, skip: reason };
}

/**
 * The file is meant to be committed: no secret stands in it. A body of a recording that cannot be searched for one is not written, and
 * its request not sent until somebody has looked at it.
 */
function written(sourced: SourcedRequest, names: SecretNames): ScenarioRequest {
  const { body, bodyBase64, ...request } = Object.fromEntries(
    Object.entries(sourced).filter(([name]) => name !== 'source'),
  ) as unknown as ScenarioRequest;
  const { headers, path } = request;
  const clean = {
    ...request,
    path: withoutSecretPath(path, names),
    ...(headers === undefined ? {} : { headers: withoutSecrets(headers, sourced, names) }),
  };
  if (bodyBase64 !== undefined)
    return isSafe(bodyBase64, typeOf(request))
      ? { ...clean, bodyBase64 }
      : { ...clean, skip: clean.skip ?? unsearched };
  if (body === undefined) return clean;
  if (typeof body !== 'string') return { ...clean, body: withoutSecretFields(body, names) };
  const safe = withoutSecretBody(body, typeOf(request), names);
  if ('text' in safe) return { ...clean, body: safe.text };
  const isRecorded = sourced.source === 'har' || sourced.source === 'http';
  return isRecorded
    ? { ...clean, skip: clean.skip ?? safe.problem }
    : { ...clean, body: withoutSecretText(body, names) };
}

/** Cookies of a document are examples for everybody; all others are of somebody, whatever they are called. */
function withoutSecrets(
  { cookie, ...headers }: Readonly<Record<string, string>>,
  { source }: SourcedRequest,
  names: SecretNames,
): Readonly<Record<string, string>> {
  if (cookie === undefined || source !== 'openapi')
    return withoutSecretHeaders(cookie === undefined ? headers : { ...headers, cookie }, names);
  const pairs = cookie.split('; ').map((pair) => withoutSecretForm(pair, names));
  return { ...withoutSecretHeaders(headers, names), cookie: pairs.join('; ') };
}

const unsearched = 'its body is no text and cannot be searched for secrets';

/** A text in an encoding of one byte a character can be searched; no byte of it is changed. */
function isSafe(bodyBase64: string, type: string | undefined): boolean {
  const text = Buffer.from(bodyBase64, 'base64').toString('latin1');
  const found = withoutSecretBody(text, type, secretNames());
  return 'text' in found && found.text === text;
}
