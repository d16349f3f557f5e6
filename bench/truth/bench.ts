/** All experiments within a time: each gets its part, and what one does not need is for those that are undecided. */
import { isDecided, needFor, type Trial } from './evidence.ts';
import { isHopeless, runTrial, type Means } from './run-trial.ts';
import { divide } from './schedule.ts';

export interface Clock {
  readonly endMs: number;
}

/** Resolves when the time is over or all is answered; rejects as `runTrial` does. */
export async function runAll(trials: readonly Trial[], { endMs }: Clock, means: Means): Promise<void> {
  const waiting = [...trials];
  const secondsLeft = (): number => (endMs - performance.now()) / 1000;
  // Once in their order, each as long as its weight says; then whoever is still undecided shares what is left, until nobody can use it.
  for (let round = 0; ; round++) {
    const due = round === 0 ? waiting : trials.filter((trial) => !isDecided(trial) && !isHopeless(trial));
    if (!(await runRound(due, { secondsLeft, first: round === 0 }, means))) return;
  }
}

interface Round {
  readonly secondsLeft: () => number;
  readonly first: boolean;
}

/** False where nobody could use the time. */
async function runRound(due: readonly Trial[], { secondsLeft, first }: Round, means: Means): Promise<boolean> {
  let hasRun = first;
  for (const [place, trial] of due.entries()) {
    // What is left when all had their turn is of use to whoever can make one replicate more.
    const wishes = due.slice(place).map(({ experiment }) => ({
      weight: experiment.weight,
      needSeconds: first ? needFor(experiment) : experiment.leastSeconds,
    }));
    const [seconds = 0] = divide(secondsLeft(), wishes);
    if (seconds === 0) continue;
    hasRun = true;
    await runTrial(trial, performance.now() + seconds * 1000, means);
  }
  return hasRun;
}
