/**
 * Who gets how much of the time that is left. What cannot come to an answer in its part leaves it to the others, the one that needs most
 * first, so that a short bench answers as many questions as it can and not none.
 */
export interface Wish {
  readonly weight: number;
  /** Less than this is of no use to it. */
  readonly needSeconds: number;
}

/** Seconds for each, in the order of the wishes; 0 for those that had better wait. */
export function divide(seconds: number, wishes: readonly Wish[]): readonly number[] {
  const left = new Set(wishes);
  for (;;) {
    const weights = [...left].reduce((sum, { weight }) => sum + weight, 0);
    const part = ({ weight }: Wish): number => (seconds * weight) / weights;
    const [neediest] = [...left]
      .filter((wish) => part(wish) < wish.needSeconds)
      .sort((a, b) => b.needSeconds - a.needSeconds);
    if (neediest === undefined) return wishes.map((wish) => (left.has(wish) ? part(wish) : 0));
    left.delete(neediest);
  }
}
