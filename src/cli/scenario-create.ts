/** `leanscope scenario create`: the requests there are, written into leanscope.json for the user to edit. */
import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import process from 'node:process';
import { requestsOf } from '../export/exportable.ts';
import { reasonToLeaveOut } from '../model/safety.ts';
import type { LeftOutRequest, ScenarioRequest } from '../model/scenario.ts';
import type { SourcedRequest, Spec } from '../model/spec.ts';
import { secretNames } from '../model/without-secrets.ts';
import { prepareOnly } from '../record.ts';
import { mergeScenario, type NewRequests } from '../spec/merge-scenario.ts';
import { readProject } from '../spec/project.ts';
import { readScenario } from '../spec/scenario-file.ts';
import type { FilledSecret } from '../spec/sources/http-variables.ts';
import { resolveSpec } from '../spec/spec.ts';
import { checkOutputs, writeOutput } from '../store/output-file.ts';
import { badCall, parseOptions } from './arguments.ts';
import { interruption } from './interruption.ts';
import { leftOutLines } from '../model/left-out.ts';
import { programs } from './program-files.ts';
import { tell, warn } from './streams.ts';
import { writtenRequest } from './written-request.ts';

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
  const [requests, setup] = [found.requests, found.setup].map((all) =>
    all.map((each) => writtenRequest(each, names, found.secrets)),
  );
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
  readonly secrets: readonly FilledSecret[];
}

async function fromFile(folder: string, name: string): Promise<Found> {
  const { scenario, found, secrets = [] } = await readScenario(resolve(name), folder);
  const described = requestsOf(found?.described ?? []).map((each): SourcedRequest => {
    const reason = reasonToLeaveOut(each.method, each.path, scenario.methods);
    return { ...each, source: 'openapi', ...(reason === undefined ? {} : { skip: reason }) };
  });
  const ofFile = found?.leftOut ?? [];
  const inFolder = (each: SourcedRequest): SourcedRequest => withFileFrom(each, dirname(resolve(name)), folder);
  return {
    requests: [...scenario.requests.map(inFolder), ...described, ...ofFile.filter(isOurs).map(skipped)],
    setup: (scenario.setup ?? []).map(inFolder),
    leftOut: ofFile.filter((each) => !isOurs(each)),
    warnings: found?.warnings ?? [],
    secrets,
  };
}

/** A body's file is named from where leanscope.json is; one that lies elsewhere is not named. */
function withFileFrom({ bodyFile, ...request }: SourcedRequest, from: string, folder: string): SourcedRequest {
  if (bodyFile === undefined) return request;
  const name = relative(folder, resolve(from, bodyFile)).split('\\').join('/');
  return name.startsWith('../') || isAbsolute(name) ? request : { ...request, bodyFile: name };
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
    secrets: [],
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
