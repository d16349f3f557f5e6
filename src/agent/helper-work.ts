/**
 * What V8's helper threads do: they collect garbage and compile for all threads of the process, and the operating system tells only how much
 * that takes in all. V8 traces each piece of such work with the CPU time of the thread that does it. While it is traced nothing else is
 * measured.
 */
import { openSession } from './session.ts';

/** µs of CPU time on threads that run no JavaScript. */
export interface HelperWork {
  readonly collectorUs: number;
  readonly compilerUs: number;
}

export interface HelperTrace {
  /** False where Node.js has no tracing, or the application traces already. */
  start(): boolean;
  stop(): Promise<HelperWork>;
}

const collector = 'disabled-by-default-v8.gc';
const compiler = 'disabled-by-default-v8.compile';

/** Times are µs; `tdur` is of the thread's own clock (the Trace Event Format of Chromium, "Complete Events"). */
interface TraceEvent {
  readonly tid: number;
  readonly ph: string;
  readonly cat: string;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
}

/** `isHelper` tells threads by the operating system's id. */
export function traceHelpers(isHelper: (tid: number) => boolean): HelperTrace {
  const session = openSession();
  let added = addHelperWork(isHelper);
  let over: () => void = () => undefined;
  return {
    start: () => {
      added = addHelperWork(isHelper);
      session.on('NodeTracing.dataCollected', (params) => {
        added.add((params as { readonly value: readonly TraceEvent[] }).value);
      });
      session.on('NodeTracing.tracingComplete', () => {
        over();
      });
      try {
        session.call('NodeTracing.start', { traceConfig: { includedCategories: [collector, compiler] } });
        return true;
      } catch {
        return false;
      }
    },
    stop: async () => {
      const complete = new Promise<void>((resolve) => (over = resolve));
      session.call('NodeTracing.stop');
      await complete;
      session.off('NodeTracing.dataCollected', () => undefined);
      session.off('NodeTracing.tracingComplete', () => undefined);
      return added.sum();
    },
  };
}

/** Pieces within pieces are part of them: of each thread the outermost count, which come first. */
export function addHelperWork(isHelper: (tid: number) => boolean): {
  add(events: readonly TraceEvent[]): void;
  sum(): HelperWork;
} {
  const us = { collectorUs: 0, compilerUs: 0 };
  const endOf = new Map<number, number>();
  return {
    add: (events) => {
      for (const { tid, ph, cat, ts, dur = 0, tdur = 0 } of events) {
        if (ph !== 'X' || ts < (endOf.get(tid) ?? -Infinity) || !isHelper(tid)) continue;
        endOf.set(tid, ts + dur);
        if (cat.includes(collector)) us.collectorUs += tdur;
        else if (cat.includes(compiler)) us.compilerUs += tdur;
      }
    },
    sum: () => ({ ...us }),
  };
}
