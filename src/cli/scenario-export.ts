/** `leanscope scenario export`: a script for k6 or Artillery. */
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import process from 'node:process';
import { requestsOf, toExportable, withoutMessages, type Exportable } from '../export/exportable.ts';
import { toArtillery } from '../export/to-artillery.ts';
import { toK6 } from '../export/to-k6.ts';
import { reasonToLeaveOut } from '../model/safety.ts';
import type { Scenario } from '../model/spec.ts';
import { readProject } from '../spec/project.ts';
import { readScenario } from '../spec/scenario-file.ts';
import { writeWhole } from '../store/store.ts';
import { badCall, oneOf, parseOptions, positiveNumber } from './arguments.ts';

const options = {
  to: { type: 'string' },
  scenario: { type: 'string' },
  cwd: { type: 'string', default: '.' },
  out: { type: 'string' },
  url: { type: 'string', default: 'http://localhost:3000' },
  'requests-per-second': { type: 'string' },
  'duration-seconds': { type: 'string' },
} as const;

const defaultDurationSeconds = 60;

export async function exportScenario(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions({ args: [...args], options, allowPositionals: true });
  if (positionals.length > 0)
    throw badCall(`"${positionals.join(' ')}" is not an option.`, 'Name the scenario with --scenario.');
  const engine = oneOf('to', values.to, ['k6', 'artillery'] as const);
  if (engine === undefined) throw badCall('--to is missing.', 'Name the engine: --to k6, or --to artillery.');
  if (!URL.canParse(values.url)) throw badCall(`--url wants an address, not "${values.url}".`);
  const scenario = await exportable(resolve(values.cwd), values.scenario);
  const rate = positiveNumber('requests-per-second', values['requests-per-second']) ?? scenario.ratePerSecond;
  const named = {
    baseUrl: values.url.replace(/\/+$/, ''),
    ...(rate === undefined ? {} : { ratePerSecond: rate }),
    durationSeconds: positiveNumber('duration-seconds', values['duration-seconds']) ?? defaultDurationSeconds,
  };
  const out = values.out === undefined ? undefined : resolve(values.out);
  if (engine === 'k6') await write(out, toK6(scenario, named));
  else {
    const name = out === undefined ? 'load' : basename(out, extname(out));
    const { script, beside } = toArtillery(sentByArtillery(scenario), { ...named, name });
    const files = Object.entries(beside);
    if (out === undefined && files.length > 0)
      throw badCall(
        `This scenario needs ${files.map(([file]) => file).join(' and ')} beside the script.`,
        'Name a file with --out load.yml',
      );
    await write(out, script);
    for (const [file, text] of files) await write(join(dirname(out ?? '.'), file), text);
  }
  const { environment } = scenario;
  if (environment.length > 0)
    process.stderr.write(`Secrets are not in it: set ${environment.join(', ')} in the environment of its run.\n`);
  return 0;
}

/** Its users speak HTTP or WebSocket, not both. */
function sentByArtillery(scenario: Exportable): Exportable {
  const sent = withoutMessages(scenario);
  const [left, ...others] = scenario.journeys.filter((journey) => !sent.journeys.includes(journey));
  if (left === undefined) return sent;
  const names = [left, ...others].map(({ name }) => name).join(', ');
  if (sent.journeys.length === 0)
    throw badCall(
      `Artillery cannot send messages over WebSockets as users of this scenario: ${names}.`,
      'Export it --to k6.',
    );
  process.stderr.write(
    `Left out, because users of Artillery send requests or messages over WebSockets, and not both: ${names}. --to k6 has them.\n`,
  );
  return sent;
}

async function write(file: string | undefined, text: string): Promise<void> {
  if (file === undefined) process.stdout.write(text);
  else {
    await writeWhole(file, text);
    process.stderr.write(`${relative(process.cwd(), file)}\n`);
  }
}

async function exportable(folder: string, file: string | undefined): Promise<Exportable> {
  const loaded = file === undefined ? (await readProject(folder)).scenario : await readScenario(resolve(file), folder);
  const scenario: Scenario = loaded?.scenario ?? { requests: [] };
  const described = (loaded?.found?.described ?? []).filter(
    ({ method, path }) => reasonToLeaveOut(method, path, scenario.methods) === undefined,
  );
  const result = toExportable({ ...scenario, requests: [...scenario.requests, ...requestsOf(described)] });
  if (result.journeys.length > 0) return result;
  throw badCall(
    'There is no scenario to export.',
    'Name one with --scenario FILE, or write "scenario" in leanscope.json.',
  );
}
