/** Processes and threads that a reader may look at one by one. A choice is `3` (process 3), `3.1` (its thread 1) or empty for all. */
import type { ReportStacks } from '../../model/report-code.ts';
import type { Report } from '../../model/report.ts';
import type { ThreadOfApp } from '../../model/target.ts';
import type { Words } from '../words.ts';

export const keyOfThread = ({ process, thread }: ThreadOfApp): string => `${process}.${thread}`;

/** None where nothing could be chosen between. A process is a choice of its own where it has several threads. */
export function threadChoices({ stacks: { threads = [] } }: Report): readonly string[] {
  if (threads.length < 2) return [];
  const first = (at: number): boolean => threads[at]?.process !== threads[at - 1]?.process;
  return threads.flatMap((thread, at) => {
    const several = threads.filter(({ process }) => process === thread.process).length > 1;
    return [...(several && first(at) ? [`${thread.process}`] : []), keyOfThread(thread)];
  });
}

export function threadLabel({ threads = [] }: Report, choice: string, { t }: Words): string {
  const [process, thread] = choice.split('.').map(Number);
  const known = threads.find((each) => each.process === process && each.thread === (thread ?? 0));
  if (known === undefined) return t('threadUnknown', choice);
  if (thread === undefined) return t('threadsOf', String(known.pid));
  const title = t(`role_${known.role}`, String(known.pid), String(known.thread));
  return [title, known.name, known.entry].filter((part) => part !== undefined).join(', ');
}

/** The tree with a choice's part of the costs. */
export function stacksOfChoice(stacks: ReportStacks, choice: string): ReportStacks {
  if (choice === '') return stacks;
  const parts = stacks.threads?.filter((each) => choice === `${each.process}` || choice === keyOfThread(each)) ?? [];
  const column = (amounts: (part: (typeof parts)[number]) => readonly number[] | undefined): readonly number[] => {
    const sums = new Array<number>(stacks.parent.length).fill(0);
    for (const part of parts)
      part.node.forEach((node, at) => (sums[node] = (sums[node] ?? 0) + (amounts(part)?.[at] ?? 0)));
    return sums;
  };
  return {
    ...stacks,
    selfCpuMsPerRequest: column((part) => part.selfCpuMsPerRequest),
    ...(stacks.selfAllocatedBytesPerRequest === undefined
      ? {}
      : { selfAllocatedBytesPerRequest: column((part) => part.selfAllocatedBytesPerRequest) }),
  };
}
