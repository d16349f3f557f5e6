/** `leanscope price RUN`: other traffic, another machine, the same measurement. */
import { resolve } from 'node:path';
import process from 'node:process';
import { describeMachine } from '../capture/machine.ts';
import type { Machine } from '../model/recording.ts';
import type { Deployment } from '../model/spec.ts';
import { renderPrice } from '../report/render-price.ts';
import { conclude } from '../run.ts';
import { readRecording } from '../store/store.ts';
import { readPriceLists } from '../store/price-lists.ts';
import { badCall, parseOptions, positiveNumber } from './arguments.ts';
import { keptSpeed } from './known-speed.ts';
import { refuseUnwritable, writeOutputs } from './outputs.ts';
import { plansOfFlags } from './plan-flags.ts';

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
  const outputs = values.json === undefined ? {} : { json: values.json };
  await refuseUnwritable(outputs);
  const recording = await readRecording(resolve(values.cwd), run);
  const plans = plansOfFlags(values, recording);
  const machine = await withSpeedOfToday(recording.machine, plans.deployment);
  const priceLists = await readPriceLists();
  const report = conclude({ ...recording, ...plans, machine, ...(priceLists.length === 0 ? {} : { priceLists }) });
  await writeOutputs(report, outputs);
  if (values.json === undefined)
    process.stdout.write(renderPrice(report, { colour: process.stdout.isTTY, width: process.stdout.columns || 120 }));
  return 0;
}

/** A token that came after the run counts too, where the run was made on this machine. */
async function withSpeedOfToday(machine: Machine, deployment: Deployment | undefined): Promise<Machine> {
  const { cpuModel, arch } = describeMachine();
  return machine.cpuModel === cpuModel && machine.arch === arch
    ? { ...machine, ...(await keptSpeed(deployment)) }
    : machine;
}
