/** `leanscope scenario export`: a script for k6 or Artillery. */
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import process from 'node:process';
import { requestsOf, toExportable, withoutMessages, type Exportable } from '../export/exportable.ts';
import { toArtillery } from '../export/to-artillery.ts';
import { toK6 } from '../export/to-k6.ts';
import { reasonToLeaveOut } from '../model/safety.ts';
import { readProject } from '../spec/project.ts';
import { readScenario } from '../spec/scenario-file.ts';
import { checkOutputs, type NamedOutput } from '../store/output-file.ts';
import { badCall, oneOf, parseOptions, positiveNumber } from './arguments.ts';
import { sendTo } from './outputs.ts';
import { printAsIs, tell } from './streams.ts';
import { withoutPrivate } from './written-request.ts';

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
  const texts = exportedTexts(engine, scenario, { ...named, out: values.out });
  const outputs = texts.flatMap(({ output }) => (output === undefined ? [] : [output]));
  const root = resolve(values.cwd);
  const read = [join(root, 'leanscope.json'), ...(values.scenario === undefined ? [] : [resolve(values.scenario)])];
  await checkOutputs(outputs, { root, files: read });
  for (const { output, text } of texts) await write(output, text);
  const { environment } = scenario;
  if (environment.length > 0)
    tell(`Secrets are not in it: set ${environment.join(', ')} in the environment of its run.\n`);
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
  tell(
    `Left out, because users of Artillery send requests or messages over WebSockets, and not both: ${names}. --to k6 has them.\n`,
  );
  return sent;
}

interface ExportedText {
  /** Absent for standard output. */
  readonly output?: NamedOutput;
  readonly text: string;
}

type ExportOptions = Parameters<typeof toK6>[1] & { readonly out: string | undefined };

function exportedTexts(
  engine: 'k6' | 'artillery',
  scenario: Exportable,
  { out, ...named }: ExportOptions,
): readonly ExportedText[] {
  const output = out === undefined || out === '-' ? {} : { output: { flag: '--out', name: out } };
  if (engine === 'k6') return [{ ...output, text: toK6(scenario, named) }];
  const name = out === undefined ? 'load' : basename(out, extname(out));
  const { script, beside } = toArtillery(sentByArtillery(scenario), { ...named, name });
  const files = Object.entries(beside);
  if (out === undefined || !('output' in output)) {
    if (files.length === 0) return [{ text: script }];
    throw badCall(
      `This scenario needs ${files.map(([file]) => file).join(' and ')} beside the script.`,
      'Name a file with --out load.yml',
    );
  }
  const others = files.map(([file, text]) => ({ output: { flag: '--out', name: join(dirname(out), file) }, text }));
  return [{ ...output, text: script }, ...others];
}

async function write(output: NamedOutput | undefined, text: string): Promise<void> {
  if (output === undefined) printAsIs(text);
  else {
    await sendTo(output, text);
    tell(`${relative(process.cwd(), resolve(output.name))}\n`);
  }
}

async function exportable(folder: string, file: string | undefined): Promise<Exportable> {
  const loaded = file === undefined ? (await readProject(folder)).scenario : await readScenario(resolve(file), folder);
  const scenario = withoutPrivate(loaded?.scenario ?? { requests: [] }, loaded?.secrets ?? []);
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
