/** `leanscope doctor`: what would stop a trustworthy measurement on this machine, and the fix. */
import { access } from 'node:fs/promises';
import { cpus } from 'node:os';
import process from 'node:process';
import { readSpeed } from '../store/machine-speed.ts';
import { describeCalibration } from './calibration-words.ts';
import { watchIdleness } from './idleness.ts';
import { programs } from './program-files.ts';
import { print, warn } from './streams.ts';

interface Finding {
  readonly good: boolean;
  readonly text: string;
}

export async function doctorCommand(): Promise<number> {
  const findings = [
    nodeVersion(),
    cores(),
    await idleness(),
    await threadTimes(),
    nodeOptions(),
    await calibration(),
    await programsThere(),
  ];
  for (const { good, text } of findings) print(`${good ? 'ok ' : '!! '} ${text}\n`);
  return 0;
}

function nodeVersion(): Finding {
  const [major = 0] = process.versions.node.split('.').map(Number);
  const good = major >= 20;
  return {
    good,
    text: good ? `Node.js ${process.versions.node}` : `Node.js ${process.versions.node} is too old: use 20 or later.`,
  };
}

function cores(): Finding {
  const count = cpus().length;
  return count >= 2
    ? { good: true, text: `${count} logical processors` }
    : { good: false, text: 'One processor: the load generator and the application share it. Expect wide intervals.' };
}

async function idleness(): Promise<Finding> {
  const { quiet, shown } = await watchIdleness();
  return quiet
    ? { good: true, text: `The machine is quiet (${shown})` }
    : {
        good: false,
        text: `The machine is busy with other work (${shown}): close other programs before you trust absolute figures.`,
      };
}

async function threadTimes(): Promise<Finding> {
  const known =
    'threadCpuUsage' in process ||
    (await access('/proc/thread-self/schedstat').then(
      () => true,
      () => false,
    ));
  return known
    ? { good: true, text: 'CPU time is known per thread' }
    : {
        good: false,
        text: 'CPU time is not known per thread: use Node.js 24 or later for the application to tell JavaScript from other threads.',
      };
}

function nodeOptions(): Finding {
  const value = process.env['NODE_OPTIONS'];
  const suspicious = value !== undefined && /--inspect|--cpu-prof|--heap-prof|--prof\b/.test(value);
  return suspicious
    ? { good: false, text: `NODE_OPTIONS is "${value}": another profiler or debugger would be measured too. Unset it.` }
    : { good: true, text: 'No other profiler in NODE_OPTIONS' };
}

async function calibration(): Promise<Finding> {
  return describeCalibration(await readSpeed(warn));
}

async function programsThere(): Promise<Finding> {
  const missing: string[] = [];
  for (const file of [programs.agentFile, programs.keeperFile, programs.guardFile, programs.generatorFile])
    await access(file).catch(() => missing.push(file));
  return missing.length === 0
    ? { good: true, text: 'All parts of Leanscope are in place' }
    : { good: false, text: `Missing: ${missing.join(', ')}. Build or install Leanscope again.` };
}
