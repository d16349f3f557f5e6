/** What this user knows of speed: probes of this machine, one per release line of Node.js, and the token of a server. */
import { cpus } from 'node:os';
import process from 'node:process';
import { speedProbe } from '../model/calibration-shape.ts';
import { nodeMajor, probeVersion, type SpeedProbe } from '../model/calibration.ts';
import { list, object, optional, text } from '../model/shape.ts';
import { readUserFile, removeUserFile, writeUserFile, type OnProblem } from './user-files.ts';

const file = 'machine-speed.json';

export interface KeptSpeed {
  /** Of this machine, made with the release line of Node.js that runs now or, where there is none, another. */
  readonly probe?: SpeedProbe;
  readonly token?: string;
}

interface KeptFile {
  readonly probes?: readonly SpeedProbe[];
  readonly token?: string;
}

const shape = object<KeptFile>({ probes: optional(list(speedProbe)), token: optional(text) });

export async function readSpeed(onProblem: OnProblem): Promise<KeptSpeed> {
  const { probes, token } = await readKept(onProblem);
  const own = (probes ?? []).filter((probe) => probe.probeVersion === probeVersion && probe.cpuModel === cpuModel());
  const probe = own.find((each) => nodeMajor(each) === runningMajor()) ?? own.at(-1);
  return { ...(probe === undefined ? {} : { probe }), ...(token === undefined ? {} : { token }) };
}

export async function keepProbe(probe: SpeedProbe): Promise<void> {
  const { probes = [], ...rest } = await readKept(nobody);
  // A folder that several machines share keeps the probes of each.
  const others = probes.filter((each) => nodeMajor(each) !== nodeMajor(probe) || each.cpuModel !== probe.cpuModel);
  await writeUserFile(file, { ...rest, probes: [...others, probe] });
}

export async function keepToken(token: string): Promise<void> {
  await writeUserFile(file, { ...(await readKept(nobody)), token });
}

export function forgetSpeed(): Promise<void> {
  return removeUserFile(file);
}

/** What is written anew takes the place of what cannot be used. */
const nobody = (): void => undefined;

async function readKept(onProblem: OnProblem): Promise<KeptFile> {
  return (await readUserFile(file, shape, onProblem)) ?? {};
}

function cpuModel(): string {
  return cpus()[0]?.model.trim() ?? 'unknown';
}

function runningMajor(): number {
  return nodeMajor({ nodeVersion: process.versions.node });
}
