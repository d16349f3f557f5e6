/** Processes and threads, as every text form shows them. */
import { plain } from '../model/plain-text.ts';
import type { ReportThread, ThreadRole, Unsampled } from '../model/report-threads.ts';
import type { Report } from '../model/report.ts';
import { bytes, ms, share } from './figures.ts';
import type { Column } from './table.ts';

/** Per request. */
export function threadColumns(report: Report): readonly Column[] {
  const threads = threadsAtWork(report);
  const column = (title: string, cell: (thread: ReportThread) => string): Column => ({
    ...{ title, align: 'right', cells: threads.map(cell) },
  });
  return [
    column('CPU', (thread) => ms(cpuOfThread(thread))),
    column('loop busy', ({ eventLoopUtilization }) => share(eventLoopUtilization)),
    { ...column('heap', ({ heapUsedPeakBytes }) => bytes(heapUsedPeakBytes)), dropOrder: 2 },
    { ...column('RSS', ({ rssPeakBytes }) => bytes(rssPeakBytes)), dropOrder: 3 },
    { ...column('samples', ({ samples }) => (samples === undefined ? '' : `${samples}`)), dropOrder: 1 },
    { ...column('thread', threadWords), align: 'left' },
  ];
}

/** Where more than one thread does what is worth a line; a single one says nothing that the totals do not. */
function threadsAtWork({ threads = [], totals }: Report): readonly ReportThread[] {
  const atWork = threads.filter((thread) => (cpuOfThread(thread) ?? 0) >= totals.cpuMsPerRequest / 1000);
  return atWork.length < 2 ? [] : atWork;
}

/** Of the thread itself, or of its process where the system tells no more. */
function cpuOfThread({ cpuMsPerRequest, processCpuMsPerRequest }: ReportThread): number | undefined {
  return cpuMsPerRequest ?? processCpuMsPerRequest;
}

/** "cluster worker 4123, server.mjs". */
function threadWords({ role, pid, thread, entry, name, unsampled }: ReportThread): string {
  const title = role === 'workerThread' ? `${roleWords[role]} ${thread} of ${pid}` : `${roleWords[role]} ${pid}`;
  const why = unsampled === undefined ? undefined : `not sampled: ${unsampledWords[unsampled]}`;
  return plain([title, name, entry, why].filter((part) => part !== undefined).join(', '));
}

const unsampledWords: Readonly<Record<Unsampled, string>> = {
  ended: 'it ended before',
  noAnswer: 'it did not answer',
  idle: 'it had next to nothing to do',
};

const roleWords: Readonly<Record<ThreadRole, string>> = {
  main: 'main process',
  launcher: 'launcher',
  child: 'child process',
  clusterPrimary: 'cluster primary',
  clusterWorker: 'cluster worker',
  workerThread: 'worker thread',
};
