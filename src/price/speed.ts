/** How much longer the same code computes on another machine, and how well that is known. */
import { nodeMajor, speedScore, type ServerProbe, type SpeedProbe } from '../model/calibration.ts';
import type { Machine } from '../model/recording.ts';
import type { Host } from './capacity.ts';
import type { PricedSku } from './catalogue.ts';
import { indexOfProcessor } from './cpu-speeds.ts';
import { speedOf } from './sku-speeds.ts';

export interface SpeedHere {
  /** On the scale of `sku-speeds.ts`. */
  readonly index: number;
  /** Half-width of absolute figures over the figure. */
  readonly halfWidth: number;
  readonly words: string;
}

/** An m7i.large, a current and common type, where nothing is known of this machine. */
const assumedIndex = 1773.9;
/**
 * Half-widths, one standard deviation, from what is known of each step: probe 3–5 %, anchor 8–20 %, how workloads differ
 * 7–11 %, machines of one type 5 %, neighbours 5 %.
 */
const calibrated = 0.18;
const uncalibrated = 0.3;
/** Machines that run Node.js differ by up to three times. */
const unknown = 0.5;
/** A service's vCPU may be of any processor the provider has. */
const unknownProcessor = 0.2;

export function speedHere(machine: Pick<Machine, 'probe' | 'server' | 'cpuModel'>): SpeedHere {
  const { probe, server, cpuModel } = machine;
  if (server === undefined) return estimated(probe, cpuModel);
  const ratio = probe === undefined ? undefined : scoreRatio(probe, server);
  const anchor = server.instance === undefined ? indexOfProcessor(server.cpuModel) : speedOfInstance(server.instance);
  const name = server.instance ?? server.cpuModel;
  if (probe !== undefined && ratio !== undefined && anchor !== undefined) {
    const words = `A core of this machine is ${factorWords(ratio)} as fast as one of ${name}, on which "leanscope calibrate" was run (${dayOf(server)}): read every absolute figure as ±${calibrated * 100} %. ${unaffected}`;
    return {
      index: anchor * ratio,
      halfWidth: calibrated,
      words: [words, ...doubts(probe), ...doubts(server, ' there')].join(' '),
    };
  }
  const why = `The calibration token of ${name} is left aside, because it is of no instance type that is known here, or of another Node.js than the probe of this machine.`;
  const instead = estimated(probe, cpuModel);
  return { ...instead, words: `${why} ${instead.words}` };
}

/** Without a server to compare with: by the probe of this machine, else by the name of its processor, else a guess. */
function estimated(probe: SpeedProbe | undefined, cpuModel: string): SpeedHere {
  const probed = probe === undefined ? undefined : indexOfProbe(probe);
  const index = probed ?? indexOfProcessor(cpuModel);
  if (index === undefined)
    return {
      index: assumedIndex,
      halfWidth: unknown,
      words: `A core of this machine is taken to be as fast as one of an aws m7i.large, because nothing is known of its speed: read every absolute figure as ±${unknown * 100} %, and run "leanscope calibrate". ${unaffected}`,
    };
  const how =
    probe === undefined || probed === undefined
      ? `by the name of its processor (${cpuModel})`
      : `by a probe of ${probe.seconds} s (${dayOf(probe)})`;
  const words = `A core of this machine is taken to be ${factorWords(index / assumedIndex)} as fast as one of an aws m7i.large, ${how}: read every absolute figure as ±${uncalibrated * 100} %. ${unaffected}`;
  return { index, halfWidth: uncalibrated, words: [words, ...(probe === undefined ? [] : doubts(probe))].join(' ') };
}

/**
 * The probe on a virtual machine with full cores of an AMD EPYC "Genoa", by Node.js major: means of runs that differ by 4 % at
 * most. On such machines (aws c7a, hetzner cpx22, azure D2as_v6) others measured an index of 2,060 to 2,090. That one machine stands for
 * its kind is the largest doubt.
 */
const reference = {
  index: 2070,
  scores: { 20: 10_210, 22: 11_010, 24: 11_250, 26: 13_660 } as Readonly<Record<number, number>>,
};

function indexOfProbe(probe: SpeedProbe): number | undefined {
  const score = speedScore(probe);
  const major = nodeMajor(probe);
  const nearest = Object.keys(reference.scores)
    .map(Number)
    .reduce((best, each) => (Math.abs(each - major) < Math.abs(best - major) ? each : best));
  const expected = reference.scores[nearest];
  return score === undefined || expected === undefined ? undefined : (score / expected) * reference.index;
}

const mostNoise = 0.1;
const mostDisturbed = 0.5;

function doubts({ noise, disturbedShare }: SpeedProbe, where = ' here'): readonly string[] {
  if (noise <= mostNoise && disturbedShare <= mostDisturbed) return [];
  return [
    `The machine${where} was busy with other work during the probe (rounds spread by ±${Math.round(noise * 100)} %, ${Math.round(disturbedShare * 100)} % of them disturbed): calibrate again when it is quiet.`,
  ];
}

function factorWords(ratio: number): string {
  return `${Number(ratio.toPrecision(3))} times`;
}

function dayOf({ takenAt }: SpeedProbe): string {
  return takenAt.slice(0, 10);
}

const unaffected = 'Comparisons between functions, and before and after, are not affected.';

/** Here over there; undefined where the two cannot be compared. */
function scoreRatio(probe: SpeedProbe, server: ServerProbe): number | undefined {
  const here = speedScore(probe);
  const there = speedScore(server);
  const comparable = probe.probeVersion === server.probeVersion && nodeMajor(probe) === nodeMajor(server);
  return here === undefined || there === undefined || !comparable ? undefined : here / there;
}

/** "aws/c7g.large" */
function speedOfInstance(instance: string): number | undefined {
  const [provider = '', sku = ''] = instance.split('/');
  return speedOf(provider, sku.replace(/^Standard_/i, ''), 2)?.index;
}

/** Of options on a processor that is not known: independent errors add as squares. */
export function wider(halfWidth: number): number {
  return Math.hypot(halfWidth, unknownProcessor);
}

/** Where the type's processor was not measured: as fast as this machine, and a mean yield for its kind of vCPU. */
const meanYield = { thread: 0.64, core: 0.97 } as const;

export interface KnownHost {
  readonly host: Host;
  readonly speedKnown: boolean;
}

export function hostOf(sku: PricedSku, here: SpeedHere): KnownHost {
  const speed = speedOf(sku.provider, sku.sku, sku.vcpus);
  const { vcpus, vcpuIs, memGiB, bandwidthMbps, baselineShare } = sku;
  return {
    host: {
      vcpus,
      vcpuIs,
      memGiB,
      ...(bandwidthMbps === undefined ? {} : { bandwidthMbps }),
      ...(baselineShare === undefined ? {} : { baselineShare }),
      yieldWhenFull: Math.min(1, speed?.yieldWhenFull ?? meanYield[vcpuIs]),
      factor: speed === undefined ? 1 : here.index / speed.index,
    },
    speedKnown: speed !== undefined,
  };
}
