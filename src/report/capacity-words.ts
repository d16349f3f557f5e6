/** How far the application went up the climb, and what gave way, in sentences. */
import { figuresIn } from '../model/format.ts';
import type { LoadLimit, LoadPoint } from '../model/load-point.ts';
import { plain } from '../model/plain-text.ts';
import type { Binding, BindingResource, Capacity } from '../model/report-capacity.ts';
import type { Column } from './table.ts';

const { rate, share, ms, bytes } = figuresIn('en-US');

export const resourceWords: Readonly<Record<BindingResource, string>> = {
  eventLoop: 'the event loop',
  cpu: 'CPU',
  memory: 'memory',
  network: 'the network',
  waiting: 'what it waits for',
  threadPool: "libuv's thread pool",
  rateLimit: 'a rate limit',
  generator: 'the load generator',
};

/** Nothing where there was no climb. */
export function climbSentences(capacity: Capacity | undefined): readonly string[] {
  if (capacity?.curve === undefined) return linkSentences(capacity);
  return [
    ...[kneeSentence(capacity), breakingSentence(capacity), bindingSentence(capacity)].filter((text) => text !== ''),
    ...linkSentences(capacity),
  ];
}

function kneeSentence({ knee, curve = [], breaking }: Capacity): string {
  if (knee === undefined) return curve.length === 0 ? '' : 'It did not keep up with the lightest load that was tried.';
  const latency = knee.p99Ms === undefined ? '' : `, p99 ${ms(knee.p99Ms)}`;
  // The climb was cut by the clock: how far it would have gone is not known.
  const least = breaking === undefined ? 'at least ' : '';
  return `Kept up with ${least}${rate(knee.offered)} requests per second (${knee.cores.toFixed(2)} cores, event loop ${share(knee.eventLoopUtilization)} busy${latency}).`;
}

function breakingSentence({ breaking, objectiveMs }: Capacity): string {
  if (breaking === undefined) return 'The time for the climb ran out before it broke.';
  const words: Readonly<Record<LoadLimit | 'ended', string>> = {
    behind: 'it fell behind',
    errors: 'requests failed',
    latency: `p99 went beyond ${objectiveMs === undefined ? 'the objective' : ms(objectiveMs)}`,
    eventLoop: 'its event loop was busy for more than 90 % of the time',
    ended: 'it ended',
  };
  const doubt = breaking.valid
    ? ''
    : ' The generator was late itself: other work held the processors, and the application may stand more.';
  return `At ${rate(breaking.offered)} per second ${breaking.limits.map((limit) => words[limit]).join(', ')}.${doubt}`;
}

function bindingSentence({ bindingResource, binding = {}, link }: Capacity): string {
  const here = link?.insteadOf ?? (link?.first === true ? undefined : bindingResource);
  if (here === undefined) return '';
  const details = detailsOf(binding);
  const where = link?.insteadOf === undefined ? 'Bound by' : 'On this machine bound by';
  return `${where} ${resourceWords[here]}${details.length === 0 ? '' : `: ${details.join('; ')}`}.`;
}

function linkSentences({ link }: Partial<Capacity> = {}): readonly string[] {
  if (link?.first !== true) return [];
  const { provider, sku, megabitsPerSecond, requestsPerSecond } = link;
  return [
    `On ${plain(`${provider} ${sku}`)} bound by the network: the ${rate(megabitsPerSecond)} Mbit/s that it has all the time are full at ${rate(requestsPerSecond)} requests per second.`,
  ];
}

function detailsOf({
  hottest,
  gcShare,
  waitingShare,
  atATime,
  atATimeInterval,
  upstream,
  threadPool,
  rateLimit,
  rssGrowthBytesPerSecond,
}: Binding): readonly string[] {
  return [
    ...(hottest === undefined ? [] : [`${share(hottest.share)} of the CPU is ${plain(hottest.name)}`]),
    ...(gcShare === undefined ? [] : [`garbage collection takes ${share(gcShare)} of its busy time`]),
    ...(upstream === undefined
      ? []
      : [`${share(upstream.share)} of a request's time goes by at ${plain(`${upstream.protocol} ${upstream.host}`)}`]),
    ...(threadPool === undefined ? [] : [poolWords(threadPool)]),
    ...(rateLimit === undefined ? [] : [rateLimitWords(rateLimit)]),
    ...(waitingShare === undefined ? [] : [`${share(waitingShare)} of a request's time is waiting`]),
    ...(atATime === undefined ? [] : [atATimeWords(atATime, atATimeInterval)]),
    ...(rssGrowthBytesPerSecond === undefined
      ? []
      : [`resident memory grows by ${bytes(rssGrowthBytesPerSecond)} a second at this rate`]),
  ];
}

function poolWords({ busy, size, processors, inLine }: NonNullable<Binding['threadPool']>): string {
  if (inLine !== undefined)
    return `of the ${rate(size)} threads of libuv's pool ${rate(busy)} compute and ${rate(inLine)} stand in line for a processor`;
  return processors === undefined
    ? `${rate(busy)} of the ${rate(size)} threads of libuv's pool are computing`
    : `libuv's pool of ${rate(size)} threads takes ${rate(busy)} of the ${rate(processors)} processors`;
}

function rateLimitWords({ perSecond: { low, high }, status }: NonNullable<Binding['rateLimit']>): string {
  const through = `between ${rate(low)} and ${rate(high)} requests per second are let through (95 %)`;
  return status === undefined
    ? `${through}, however many come, while neither processors nor anything else is at work`
    : `${through}, the others are refused with status ${status}`;
}

function atATimeWords(atATime: number, interval: Binding['atATimeInterval']): string {
  if (interval !== undefined && interval.high < 2)
    return 'one at a time is let through, as by a single connection or a lock';
  const sure = interval === undefined ? '' : ` (95 % between ${rate(interval.low)} and ${rate(interval.high)})`;
  return `about ${atATime} at a time are let through${sure}, as by a pool of that size (connections, locks, another service)`;
}

/** One row a step. */
export function climbColumns({ curve = [] }: Partial<Capacity> = {}): readonly Column[] {
  const column = (title: string, cell: (point: LoadPoint) => string): Column => ({
    ...{ title, align: 'right', cells: curve.map(cell) },
  });
  const optional = (value: number | undefined): string => (value === undefined ? '' : ms(value));
  return [
    column('offered/s', ({ offered }) => rate(offered)),
    column('answered/s', ({ achieved }) => rate(achieved)),
    { ...column('p50', ({ p50Ms }) => optional(p50Ms)), dropOrder: 2 },
    column('p99', ({ p99Ms }) => optional(p99Ms)),
    column('loop busy', ({ eventLoopUtilization }) => share(eventLoopUtilization)),
    { ...column('cores', ({ cores }) => cores.toFixed(2)), dropOrder: 1 },
    { ...column('RSS', ({ rssBytes }) => bytes(rssBytes)), dropOrder: 3 },
    column('errors', ({ errorShare }) => share(errorShare)),
    { ...column('', pointWords), align: 'left' },
  ];
}

const limitWords: Readonly<Record<LoadLimit, string>> = {
  behind: 'behind',
  errors: 'errors',
  latency: 'too slow',
  eventLoop: 'loop full',
};

function pointWords({ limits, valid }: LoadPoint): string {
  const words = limits.length === 0 ? 'kept up' : limits.map((limit) => limitWords[limit]).join(', ');
  return valid ? words : `${words}; generator late`;
}
