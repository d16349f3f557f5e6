/**
 * What the machine did besides while a replicate ran: CPU that other programs used, CPU that the machine's host gave to other guests, and how
 * fast a fixed piece of work went before and after it. Linux.
 */
import { readFileSync } from 'node:fs';
import { createPaceReader } from '../../src/probe/pace.ts';
import type { OwnProcesses } from './own-processes.ts';

export interface Noise {
  /** CPU of other programs and of the host's other guests, over all that the machine has. */
  readonly othersShare: number;
  /** CPU time of the fixed piece of work, µs: before and after. */
  readonly paceUs: readonly [number, number];
}

/** Of two processors, a fifth of one: less than a program that works all the time, more than an editor at rest. */
export const mostOthersShare = 0.1;
/** What two parts of one replicate may differ by because the machine does. */
const mostPaceChange = 0.1;

export function isBusy({ othersShare }: Noise): boolean {
  return othersShare > mostOthersShare;
}

export function isUnsteady({ paceUs: [before, after] }: Noise): boolean {
  return Math.abs(Math.log(after / before)) > Math.log1p(mostPaceChange);
}

export interface NoiseMeter {
  /** To be called before the work; what it gives, after it. */
  begin(): () => Noise;
}

export function createNoiseMeter(own: OwnProcesses): NoiseMeter {
  const piece = createPaceReader();
  // The fastest of several: what disturbs a piece of 1 ms makes it slower, never faster.
  const pace = (): number => Math.min(...Array.from({ length: 7 }, piece));
  return {
    begin: () => {
      const before = { pace: pace(), own: own.ticks(), machine: machineTicks() };
      return () => {
        const machine = machineTicks();
        const ownTicks = own.ticks() - before.own;
        const since = (of: keyof MachineTicks): number => machine[of] - before.machine[of];
        const others = Math.max(0, since('busy') - ownTicks) + since('steal');
        return { othersShare: others / since('all'), paceUs: [before.pace, pace()] };
      };
    },
  };
}

interface MachineTicks {
  readonly busy: number;
  readonly steal: number;
  readonly all: number;
}

/** proc(5), first line of stat: user, nice, system, idle, iowait, irq, softirq, steal; guests are in user and nice. */
function machineTicks(): MachineTicks {
  const [line = ''] = readFileSync('/proc/stat', 'latin1').split('\n');
  const [user = 0, nice = 0, system = 0, idle = 0, waiting = 0, irq = 0, softIrq = 0, steal = 0] = line
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  const busy = user + nice + system + irq + softIrq;
  return { busy, steal, all: busy + idle + waiting + steal };
}
