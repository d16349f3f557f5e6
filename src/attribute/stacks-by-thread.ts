/** Which part of the merged call tree is whose: a service and its workers do different things in the same functions. */
import type { ThreadOfApp } from '../model/target.ts';
import type { ThreadStacks } from '../model/report-code.ts';

/** Amounts of one thread's own tree, and where in the merged tree its nodes are: −1 for nowhere. */
export interface PlacedAmounts extends ThreadOfApp {
  readonly place: Int32Array;
  readonly amount: ArrayLike<number>;
}

interface Worth {
  readonly msOf: (samples: number, node: number) => number;
  /** Absent where allocation was not measured. */
  readonly bytesOf: ((bytes: number) => number) | undefined;
}

type Amounts = Map<number, number>;

interface ThreadAmounts extends ThreadOfApp {
  readonly samples: Amounts;
  readonly bytes: Amounts;
}

/** Undefined where no more than one thread has a part. */
export function stacksByThread(
  working: readonly PlacedAmounts[],
  allocating: readonly PlacedAmounts[],
  { msOf, bytesOf }: Worth,
): readonly ThreadStacks[] | undefined {
  const byThread = new Map<string, ThreadAmounts>();
  const of = ({ process, thread }: ThreadOfApp): ThreadAmounts => {
    const key = `${process}:${thread}`;
    const known = byThread.get(key) ?? { process, thread, samples: new Map(), bytes: new Map() };
    byThread.set(key, known);
    return known;
  };
  for (const placed of working) addTo(of(placed).samples, placed);
  for (const placed of allocating) addTo(of(placed).bytes, placed);
  const atWork = [...byThread.values()].filter(({ samples, bytes }) => samples.size + bytes.size > 0);
  if (atWork.length < 2) return undefined;
  return atWork
    .sort((a, b) => a.process - b.process || a.thread - b.thread)
    .map(({ process, thread, samples, bytes }) => {
      const node = [...new Set([...samples.keys(), ...bytes.keys()])].sort((a, b) => a - b);
      return {
        ...{ process, thread, node },
        selfCpuMsPerRequest: node.map((each) => msOf(samples.get(each) ?? 0, each)),
        ...(bytesOf === undefined
          ? {}
          : { selfAllocatedBytesPerRequest: node.map((each) => bytesOf(bytes.get(each) ?? 0)) }),
      };
    });
}

function addTo(amounts: Amounts, { place, amount }: PlacedAmounts): void {
  for (let node = 0; node < place.length; node++) {
    const at = place[node] ?? -1;
    const more = amount[node] ?? 0;
    if (at > 0 && more > 0) amounts.set(at, (amounts.get(at) ?? 0) + more);
  }
}
