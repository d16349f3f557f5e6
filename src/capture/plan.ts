/** How the time there is is divided over the passes. */

export interface Plan {
  readonly startedAtMs: number;
  readonly endsAtMs: number;
  readonly warmUpMs: number;
  readonly asIsMs: number;
  readonly allocationTotalMs: number;
  /** V8 recompiles after functions are kept apart; samples of that stretch are not used. */
  readonly resettleMs: number;
  readonly cpuSamplingMs: number;
  readonly allocationSamplingMs: number;
}

/** Shares of the time left; the rest goes to marks between slices and to reading the scripts. */
const share = {
  warmUp: 0.15,
  asIs: 0.31,
  allocationTotal: 0.09,
  resettle: 0.06,
  cpuSampling: 0.25,
  allocationSampling: 0.07,
};

/** Less than this and no pass says anything. */
const leastMs = 3000;

export function planTime(availableMs: number, nowMs: number): Plan {
  const ms = Math.max(leastMs, availableMs);
  return {
    startedAtMs: nowMs,
    endsAtMs: nowMs + ms,
    warmUpMs: ms * share.warmUp,
    asIsMs: ms * share.asIs,
    allocationTotalMs: ms * share.allocationTotal,
    resettleMs: ms * share.resettle,
    cpuSamplingMs: ms * share.cpuSampling,
    allocationSamplingMs: ms * share.allocationSampling,
  };
}
