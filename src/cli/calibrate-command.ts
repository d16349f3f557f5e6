/**
 * `leanscope calibrate`: how fast this machine runs JavaScript. On a server the token goes back to the developer's machine; there
 * the probe and the token together turn CPU time here into CPU time on the server.
 */
import { FailureError } from '../model/failure.ts';
import { probeKernels, probeOfToken, tokenOf, type SpeedProbe } from '../model/calibration.ts';
import { answerAsProbe, probeSpeed } from '../probe/probe-process.ts';
import { forgetSpeed, keepProbe, keepToken, readSpeed } from '../store/machine-speed.ts';
import { badCall, parseOptions, positiveNumber } from './arguments.ts';
import { describeCalibration } from './calibration-words.ts';
import { watchIdleness } from './idleness.ts';
import { interruption } from './interruption.ts';
import { cliFile } from './program-files.ts';
import { terminalBar } from './progress.ts';
import { print, tell, warn } from './streams.ts';

const defaultSeconds = 10;
const mostSeconds = 120;
const workerFlag = '--probe';

export async function calibrateCommand(args: readonly string[]): Promise<number> {
  if (args[0] === workerFlag) return answerAsProbe(Number(args[1])).then(() => 0);
  const { values } = parseOptions({
    args: [...args],
    options: {
      as: { type: 'string' },
      token: { type: 'string' },
      seconds: { type: 'string' },
      forget: { type: 'boolean' },
    },
  });
  const instance = instanceName(values.as);
  if (values.forget === true) return forgetSpeed().then(() => say('What was known of speed is forgotten.'));
  if (values.token !== undefined) return takeToken(values.token, instance);
  const probe = await probeHere(secondsOf(values.seconds), interruption());
  // On a server the token is what is wanted: it comes also where nothing can be kept.
  const problem = await keepProbe(probe).then(nothing, (error: unknown) => ({ error }));
  tell(summaryOf(probe, problem === undefined));
  print(`${tokenOf({ ...probe, ...(instance === undefined ? {} : { instance }) })}\n`);
  if (problem !== undefined) throw problem.error;
  return 0;
}

const nothing = (): undefined => undefined;

function secondsOf(text: string | undefined): number {
  const seconds = positiveNumber('seconds', text) ?? defaultSeconds;
  if (seconds > mostSeconds) throw badCall(`--seconds wants at most ${mostSeconds}, not ${seconds}.`);
  return seconds;
}

function instanceName(text: string | undefined): string | undefined {
  if (text === undefined || /^[a-z]+\/[\w.-]+$/i.test(text)) return text;
  throw badCall(`--as wants PROVIDER/INSTANCE, not "${text}".`, 'For example: leanscope calibrate --as aws/c7g.large');
}

async function takeToken(token: string, instance: string | undefined): Promise<number> {
  const server = probeOfToken(token);
  if (server === undefined)
    throw badCall(
      'The token is not whole, or was made by another version of the probe.',
      'Copy the whole line that "leanscope calibrate" printed on the server.',
    );
  await keepToken(instance === undefined ? token.trim() : tokenOf({ ...server, instance }));
  return say(describeCalibration(await readSpeed(warn)).text);
}

async function probeHere(seconds: number, signal: AbortSignal): Promise<SpeedProbe> {
  const { quiet, shown } = await watchIdleness();
  if (!quiet) tell(`! The machine is busy with other work (${shown}): the result is better when it is quiet.\n`);
  const bar = terminalBar(`Probing the speed of this machine for ${seconds} s`);
  try {
    return await makeProbe(seconds, signal, bar.show);
  } finally {
    bar.end();
  }
}

/** @throws FailureError probeFailed */
export async function makeProbe(
  seconds: number,
  signal: AbortSignal,
  onProgress: (fraction: number) => void,
): Promise<SpeedProbe> {
  const found = await probeSpeed({ program: cliFile, args: ['calibrate', workerFlag], seconds, onProgress, signal });
  if (found === undefined) throw new FailureError({ kind: 'probeFailed' });
  return found;
}

function summaryOf(
  { perCpuSecond, noise, disturbedShare, cpuModel, nodeVersion }: SpeedProbe,
  isKept: boolean,
): string {
  const kernels = probeKernels.map((name, index) => `${name} ${perCpuSecond[index]?.toPrecision(4) ?? ''}`).join(', ');
  const doubtful = noise > 0.1 || disturbedShare > 0.5;
  return [
    `${cpuModel}, Node.js ${nodeVersion}. Operations per CPU-second: ${kernels}.`,
    `Rounds spread by ±${(noise * 100).toFixed(1)} %; ${Math.round(disturbedShare * 100)} % of them were disturbed.`,
    ...(doubtful ? ['! That is much: run it again when nothing else is at work.'] : []),
    `${isKept ? 'Kept for this user. ' : ''}The line below is the token: on another machine, leanscope calibrate --token TOKEN, or deployment.calibration in leanscope.json.`,
    '',
  ].join('\n');
}

function say(text: string): number {
  tell(`${text}\n`);
  return 0;
}
