import type { Rounds } from './rounds.ts';

abstract class Kernel<T> {
  abstract spin(rounds: T): number;
}

export class Gamma extends Kernel<Rounds> {
  readonly #factor: number;

  constructor(factor: number) {
    super();
    this.#factor = factor;
  }

  override spin({ count, seed = 0 }: Rounds): number {
    let state = seed;
    for (let i = 0; i < count; i++) {
      state = (state * this.#factor + i) % 1000003;
    }
    return state;
  }
}
