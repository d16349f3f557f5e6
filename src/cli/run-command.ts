/** `leanscope run`: what was asked for, as a Spec and options; the measurement; `show-run.ts` shows what came of it. */
import { join, resolve } from 'node:path';
import type { Failure } from '../model/failure-kinds.ts';
import { describeFailure } from '../model/failure-words.ts';
import { attempt, FailureError } from '../model/failure.ts';
import type { ProgressEvent } from '../model/progress.ts';
import type { Spec } from '../model/spec.ts';
import { run, type RunOptions } from '../run.ts';
import { resolveSpec, type Wishes } from '../spec/spec.ts';
import { checkOutputs, isStdout } from '../store/output-file.ts';
import { tryStore } from '../store/store-folder.ts';
import { readPriceLists } from '../store/price-lists.ts';
import { badCall, oneOf, parseOptions, portNumber, positiveNumber, processId, targetUrl } from './arguments.ts';
import { findingFlags } from './finding-flags.ts';
import { tellEventsToParent, tellParent } from './events.ts';
import { interruption } from './interruption.ts';
import type { FormattedOutput } from './outputs.ts';
import { showRun, type Shows } from './show-run.ts';
import { limitFlags } from './limit-flags.ts';
import { knownSpeed } from './known-speed.ts';
import { programs, toolVersion } from './program-files.ts';
import { terminalProgress } from './progress.ts';
import { tell, warn } from './streams.ts';

const options = {
  cwd: { type: 'string', default: '.' },
  launch: { type: 'string' },
  pid: { type: 'string' },
  port: { type: 'string' },
  url: { type: 'string' },
  'allow-host': { type: 'string' },
  'load-evidence': { type: 'string' },
  scenario: { type: 'string' },
  'budget-seconds': { type: 'string' },
  complete: { type: 'boolean' },
  engine: { type: 'string' },
  script: { type: 'boolean' },
  seconds: { type: 'string' },
  per: { type: 'string' },
  knobs: { type: 'boolean' },
  findings: { type: 'string' },
  sizes: { type: 'boolean' },
  limits: { type: 'string' },
  json: { type: 'string' },
  html: { type: 'string' },
  md: { type: 'string' },
  'no-source': { type: 'boolean' },
  problems: { type: 'boolean' },
  'no-store': { type: 'boolean' },
  quiet: { type: 'boolean' },
  events: { type: 'boolean' },
} as const;

export async function runCommand(args: readonly string[]): Promise<number> {
  const separator = args.indexOf('--');
  const own = separator < 0 ? args : args.slice(0, separator);
  const { values, positionals } = parseOptions({ args: [...own], options, allowPositionals: true });
  if (positionals.length > 0)
    throw badCall(
      `"${positionals.join(' ')}" is not an option.`,
      `Put the command after "--": leanscope run -- ${positionals.join(' ')}`,
    );
  if (
    values.pid !== undefined &&
    (separator >= 0 || values.launch !== undefined || values.script === true || values.knobs === true)
  )
    throw badCall(
      '--pid names an application that is running already.',
      'Leave out --script, --knobs, --launch and the command, or leave out --pid to have it started.',
    );
  if (values.launch !== undefined && separator >= 0)
    throw badCall('--launch names the command to run, and so does what stands after "--".', 'Leave out one of them.');
  refuseContradictions(values);
  if (values.events === true) tellEventsToParent();
  const signal = interruption();
  const outputs = formatted(values);
  // What was mistyped is said first; what the run reads is known only then.
  await checkOutputs(outputs);
  const spec = await resolveSpec({ ...wishes(values), command: separator < 0 ? [] : args.slice(separator + 1) });
  await checkOutputs(outputs, { root: spec.workspaceRoot, files: filesReadBy(spec, values) });
  const shows: Shows = {
    outputs,
    text: values.quiet !== true && values.events !== true && !(await Promise.all(outputs.map(isStdout))).includes(true),
    problems: values.problems === true,
    source: values['no-source'] !== true,
    broken: values.events !== true,
    root: spec.workspaceRoot,
    limits: spec.runs,
  };
  const unstorable = values['no-store'] === true ? undefined : await storeProblem(spec, shows);
  const { speed, budgetSeconds } = await knownSpeed(spec, signal);
  const priceLists = await readPriceLists(warn);
  const ended = await runWithProgress(
    { ...spec, budgetSeconds },
    {
      speed,
      ...(priceLists.length === 0 ? {} : { priceLists }),
      quiet: values.quiet === true || values.events === true,
      store: values['no-store'] !== true && unstorable === undefined,
      signal,
    },
  );
  return showRun(unstorable === undefined ? ended : { ...ended, notStored: unstorable }, shows);
}

/** A week: timers of Node.js hold less than 25 days. */
const mostSeconds = 604_800;

type Values = Readonly<Partial<Record<keyof typeof options, string | boolean>>>;

function wishes(values: Values): Omit<Wishes, 'command'> {
  const text = (name: keyof typeof options): string | undefined => values[name] as string | undefined;
  const found = {
    launch: text('launch'),
    pid: processId(text('pid')),
    port: portNumber(text('port')),
    url: targetUrl(text('url'), text('allow-host')),
    allowHost: text('allow-host'),
    loadEvidence: text('load-evidence'),
    scenario: text('scenario'),
    budgetSeconds: positiveNumber('budget-seconds', text('budget-seconds'), mostSeconds),
    limits: limitFlags(text('limits')),
    findings: findingFlags(text('findings')),
    seconds: positiveNumber('seconds', text('seconds'), mostSeconds),
    per: text('per'),
    engine: oneOf('engine', text('engine'), ['auto', 'v8-profiler-next', 'inspector'] as const),
  };
  const script = values.script === true ? { script: true } : {};
  const knobs = values.knobs === true ? { knobs: true } : {};
  const complete = values.complete === true ? { complete: true } : {};
  const sizes = values.sizes === true ? { sizes: true } : {};
  const given = Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
  return { cwd: resolve(text('cwd') ?? '.'), ...script, ...complete, ...knobs, ...sizes, ...given };
}

function formatted(values: Values): readonly FormattedOutput[] {
  return (['json', 'html', 'md'] as const).flatMap((format) =>
    typeof values[format] === 'string' ? [{ flag: `--${format}`, name: values[format], format }] : [],
  );
}

/** What is read or run: no output may take its place. */
function filesReadBy(spec: Spec, values: Values): readonly string[] {
  const typed = [values.scenario, values['load-evidence']].filter((file) => typeof file === 'string');
  const known = ['leanscope.json', 'package.json', '.vscode/launch.json', 'http-client.env.json'];
  return [
    ...typed,
    ...known.map((file) => join(spec.workspaceRoot, file)),
    ...(spec.found?.files ?? []).map(({ file }) => resolve(spec.workspaceRoot, file)),
    ...spec.command.map((word) => resolve(spec.cwd, word)),
  ];
}

/** Tried before measuring. Where nothing would come of the run but what is stored, it is refused now; else the result is shown all the same. */
async function storeProblem(spec: Spec, { outputs, text, problems }: Shows): Promise<Failure | undefined> {
  const { failure } = await attempt(tryStore(spec.workspaceRoot));
  if (failure === undefined) return undefined;
  if (!text && !problems && outputs.length === 0) throw new FailureError(failure);
  tell(`! ${describeFailure(failure).what} The run is measured and shown, but will not be stored.\n`);
  return failure;
}

/** What is for servers and scripts says nothing to a process that is left to its own work. */
const notWithSeconds = ['script', 'knobs', 'sizes', 'scenario', 'port', 'url', 'allow-host', 'budget-seconds'] as const;

function refuseContradictions(values: Values): void {
  if (values.seconds === undefined) {
    if (values.per === undefined) return;
    throw badCall('--per says what a process counts.', 'It needs --seconds, for how long the process is measured.');
  }
  const other = notWithSeconds.find((name) => values[name] !== undefined);
  if (other === undefined) return;
  throw badCall(
    `--seconds measures a process at its own work, so that --${other} says nothing.`,
    `Leave out --${other}; or leave out --seconds, for a server that is loaded.`,
  );
}

async function runWithProgress(
  spec: Parameters<typeof run>[0],
  { quiet, ...options }: { readonly quiet: boolean } & Pick<RunOptions, 'store' | 'speed' | 'priceLists' | 'signal'>,
): ReturnType<typeof run> {
  const terminal = quiet ? undefined : terminalProgress();
  const onProgress = (event: ProgressEvent): void => {
    tellParent(event);
    terminal?.onProgress(event);
  };
  try {
    return await run(spec, {
      tool: { name: 'leanscope', version: toolVersion() },
      programs,
      onProgress,
      ...options,
    });
  } finally {
    terminal?.end();
  }
}
