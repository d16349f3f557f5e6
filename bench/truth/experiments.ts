/** All experiments, in the order in which they are made: those that take little time first. */
import type { Experiment } from './experiment.ts';
import { churn } from './experiments/churn.ts';
import { leak, noLeak } from './experiments/leak.ts';
import { shares } from './experiments/shares.ts';

export const experiments: readonly Experiment[] = [churn, shares, leak, noLeak];
