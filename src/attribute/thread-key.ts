/** Which threads are one thread? A script is run many times, each time in processes of its own: what they do is the same. */
import type { RecordedThread } from '../model/recording.ts';
import type { ThreadOfApp } from '../model/target.ts';

export type ThreadKey = (thread: ThreadOfApp) => string;

export function threadKeys(threads?: readonly RecordedThread[]): ThreadKey {
  const processOf = firstProcesses(threads);
  return ({ process, thread }) => `${processOf(process)}:${thread}`;
}

/** The process of the first run that did the same. */
export function firstProcesses(threads: readonly RecordedThread[] = []): (process: number) => number {
  const first = new Map(
    threads.flatMap(({ process, sameAs }) => (sameAs === undefined ? [] : [[process, sameAs] as const])),
  );
  return (process) => first.get(process) ?? process;
}
