/** All experiments, in the order in which they are made: those that take little time first. */
import type { Experiment } from './experiment.ts';
import { capacity } from './experiments/capacity.ts';
import { ceilings } from './experiments/ceilings.ts';
import { churn } from './experiments/churn.ts';
import { editor } from './experiments/editor.ts';
import { latency } from './experiments/latency.ts';
import { leak, noLeak } from './experiments/leak.ts';
import { overhead } from './experiments/overhead.ts';
import { sameCode } from './experiments/same-code.ts';
import { shares } from './experiments/shares.ts';
import { spacing } from './experiments/spacing.ts';

export const experiments: readonly Experiment[] = [
  ...[latency, overhead, churn, spacing, editor, leak, noLeak, capacity],
  ...[shares, ceilings, sameCode],
];
