/** `leanscope price RUN`: other traffic, another machine, the same measurement. */
import { resolve } from 'node:path';
import process from 'node:process';
import { describeMachine } from '../capture/machine.ts';
import type { Machine } from '../model/recording.ts';
import type { Deployment } from '../model/spec.ts';
import { renderText } from '../report/render-text.ts';
import { conclude } from '../run.ts';
import { readRecording } from '../store/store.ts';
import { badCall, parseOptions, positiveNumber } from './arguments.ts';
import { keptSpeed } from './known-speed.ts';
import { refuseUnwritable, writeOutputs } from './outputs.ts';

export async function priceCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions({
    args: [...args],
    options: {
      'requests-per-second': { type: 'string' },
      deployment: { type: 'string' },
      json: { type: 'string' },
      cwd: { type: 'string', default: '.' },
    },
    allowPositionals: true,
  });
  const [run, ...more] = positionals;
  if (run === undefined || more.length > 0)
    throw badCall('"leanscope price" wants one run.', 'For example: leanscope price last --requests-per-second 200');
  const rate = positiveNumber('requests-per-second', values['requests-per-second']);
  const outputs = values.json === undefined ? {} : { json: values.json };
  await refuseUnwritable(outputs);
  const recording = await readRecording(resolve(values.cwd), run);
  const deployment = values.deployment === undefined ? recording.deployment : deploymentOf(values.deployment);
  const report = conclude({
    ...recording,
    machine: await withSpeedOfToday(recording.machine, deployment),
    ...(rate === undefined ? {} : { traffic: { averageRequestsPerSecond: rate } }),
    ...(deployment === undefined ? {} : { deployment }),
  });
  await writeOutputs(report, outputs);
  if (values.json === undefined)
    process.stdout.write(renderText(report, { colour: process.stdout.isTTY, width: process.stdout.columns || 120 }));
  return 0;
}

/** A token that came after the run counts too, where the run was made on this machine. */
async function withSpeedOfToday(machine: Machine, deployment: Deployment | undefined): Promise<Machine> {
  const { cpuModel, arch } = describeMachine();
  return machine.cpuModel === cpuModel && machine.arch === arch
    ? { ...machine, ...(await keptSpeed(deployment)) }
    : machine;
}

function deploymentOf(text: string): Deployment {
  const [provider, region, instance, ...more] = text.split('/');
  if (provider && region && instance && more.length === 0) return { provider, region, instance };
  throw badCall(
    `--deployment wants PROVIDER/REGION/INSTANCE, not "${text}".`,
    'For example: --deployment aws/eu-west-1/c7g.large',
  );
}
