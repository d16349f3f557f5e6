/** How much longer the same code computes on another machine, and how well that is known. */
import { nodeMajor, speedScore, type ServerProbe, type SpeedProbe } from '../model/calibration.ts';
import type { Machine } from '../model/recording.ts';
import type { Host } from './capacity.ts';
import type { PricedSku } from './catalogue.ts';
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
/** A service's vCPU may be of any processor the provider has. */
const unknownProcessor = 0.2;

export function speedHere(machine: Pick<Machine, 'probe' | 'server'>): SpeedHere {
  const { probe, server } = machine;
  const ratio = probe === undefined || server === undefined ? undefined : scoreRatio(probe, server);
  const anchor = server?.instance === undefined ? undefined : speedOfInstance(server.instance);
  if (server === undefined || ratio === undefined || anchor === undefined) {
    const why =
      server === undefined
        ? 'because it is not calibrated'
        : 'because the token is of no instance type that is known here, or of another Node.js';
    return {
      index: assumedIndex,
      halfWidth: uncalibrated,
      words: `A core of this machine is taken to be as fast as one of an aws m7i.large, ${why}: read every absolute figure as ±${uncalibrated * 100} %. ${unaffected}`,
    };
  }
  return {
    index: anchor * ratio,
    halfWidth: calibrated,
    words: `A core of this machine is ${Number(ratio.toPrecision(3))} times as fast as one of ${server.instance ?? ''}, on which "leanscope calibrate" was run (${server.takenAt.slice(0, 10)}): read every absolute figure as ±${calibrated * 100} %. ${unaffected}`,
  };
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
