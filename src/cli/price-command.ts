/** `leanscope price RUN`: other traffic, another machine, the same measurement. */
import { join, resolve } from 'node:path';
import { describeMachine } from '../capture/machine.ts';
import type { Machine } from '../model/recording.ts';
import type { Deployment } from '../model/spec.ts';
import { renderPrice } from '../report/render-price.ts';
import { conclude } from '../run.ts';
import { readRecording } from '../store/read-run.ts';
import { checkOutputs } from '../store/output-file.ts';
import { readPriceLists } from '../store/price-lists.ts';
import { badCall, parseOptions, positiveNumber } from './arguments.ts';
import { keptSpeed } from './known-speed.ts';
import { writeOutputs } from './outputs.ts';
import { plansOfFlags } from './plan-flags.ts';
import { lookOfStdout, print, warn } from './streams.ts';

export async function priceCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions({
    args: [...args],
    options: {
      traffic: { type: 'string' },
      'requests-per-second': { type: 'string' },
      campaign: { type: 'string', multiple: true },
      deployment: { type: 'string' },
      engineering: { type: 'string' },
      'what-if': { type: 'string', multiple: true },
      json: { type: 'string' },
      cwd: { type: 'string', default: '.' },
    },
    allowPositionals: true,
  });
  const [run, ...more] = positionals;
  if (run === undefined || more.length > 0)
    throw badCall('"leanscope price" wants one run.', 'For example: leanscope price last --traffic 200');
  positiveNumber('requests-per-second', values['requests-per-second']);
  const outputs = values.json === undefined ? [] : [{ flag: '--json', name: values.json, format: 'json' as const }];
  const root = resolve(values.cwd);
  await checkOutputs(outputs, { root, files: [join(root, 'leanscope.json')] });
  const recording = await readRecording(root, run);
  const plans = plansOfFlags(values, recording);
  const machine = await withSpeedOfToday(recording.machine, plans.deployment);
  const priceLists = await readPriceLists(warn);
  const report = conclude({ ...recording, ...plans, machine, ...(priceLists.length === 0 ? {} : { priceLists }) });
  await writeOutputs(report, outputs);
  if (values.json === undefined) print(renderPrice(report, lookOfStdout()));
  return 0;
}

/** A token that came after the run counts too, where the run was made on this machine. */
async function withSpeedOfToday(machine: Machine, deployment: Deployment | undefined): Promise<Machine> {
  const { cpuModel, arch } = describeMachine();
  return machine.cpuModel === cpuModel && machine.arch === arch
    ? { ...machine, ...(await keptSpeed(deployment)) }
    : machine;
}
