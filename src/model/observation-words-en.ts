import type { FactsInWords } from './finding.ts';
import type { ObservationWords } from './observation.ts';

/** "(95 % between 1 ms and 2 ms)", where an interval is known. */
const between = ({ has }: FactsInWords, low: string, high: string): string =>
  has('low') ? ` (95 % between ${low} and ${high})` : '';

export const englishObservations: ObservationWords = {
  cpu: (seen, per) =>
    `${seen.ms('ms')}/${per} of CPU${between(seen, seen.ms('low'), seen.ms('high'))}, ${seen.share('share')} of all`,
  collection: ({ ms }, per) => `${ms('ms')}/${per} of garbage collection it causes`,
  allocated: ({ bytes, text, has }, per) =>
    `${bytes('bytes')}/${per} allocated in ${has('name') ? text('name') : 'it'}`,
  sent: ({ bytes }, per) => `${bytes('bytes')}/${per} of what is sent, over the mix of requests`,
  read: ({ bytes }, per) => `${bytes('bytes')}/${per} read from others and not sent on`,
  waited: ({ ms }, per) => `up to ${ms('ms')}/${per} of waiting`,
  called: ({ text, number }) => `${text('name')} is called ${number('calls')} times per request of ${text('route')}`,
  growsWithSize: (seen) =>
    `${seen.text('name')} grows as ${seen.text('parameter')}^${seen.number('exponent')}${between(seen, seen.number('low'), seen.number('high'))}`,
  sizesWouldTell: () => 'a run with --sizes tells how it grows',
  held: ({ text, ms }) => `${text('name')} holds the event loop for up to ${ms('ms')}`,
  onRoute: ({ text }) => `seen on ${text('route')}`,
  calledFrom: ({ text, count }) =>
    `called from ${count('functions')} of the application's functions, ${text('name')} most`,
  spentIn: ({ text }) => `spent in ${text('files')}`,
  notTurning: (seen) => `the event loop did not turn for up to ${seen.ms('ms')}, ${howOften(seen)}`,
  byWayOf: ({ text }) => `by way of ${text('stack')}`,
  allocatedByWayOf: ({ text }) => `allocated by way of ${text('stack')}`,
  stays: ({ bytes, count }) =>
    `${bytes('bytes')} per request stay in all after forced collections (95 % between ${bytes('low')} and ${bytes('high')}, over ${count('requests')} requests)`,
  calledAt: ({ text }) => `called at ${text('place')}`,
  withSetting: ({ share }) =>
    `with it CPU per request was ${share('cpu')} of what it is without (95 % between ${share('low')} and ${share('high')}), requests per second ${share('throughput')}, memory ${share('rss')}`,
  sameCpu: () => 'what the other findings save is in part the same CPU',
  withMode: ({ text, share }) =>
    `with ${text('setting')} beside it, CPU per request was ${share('cpu')} of what it is (95 % between ${share('low')} and ${share('high')})`,
  modeWouldTell: () => 'what production mode saves was not measured',
  poolBusy: ({ share, number }) =>
    `the thread pool has ${share('share')} of the CPU, and at ${number('rate')} requests per second ${number('busy')} of its threads (${number('size')}) were at work`,
  knobsWouldTell: () => 'a run with --knobs tries other sizes',
  withPool: ({ text, number }) => `with ${text('setting')} ${number('times')} times as many requests were answered`,
  asked: ({ text, number }) => `${text('upstream')} was asked ${number('calls')} times per request of ${text('route')}`,
  inLoop: () => 'the call stands in a loop',
  sameAnswer: ({ count }) => `${count('count')} answers in a row were the same byte for byte`,
  answering: ({ ms }) => `each takes ${ms('ms')} of CPU, which is spared too where it is kept`,
  connected: ({ number }) =>
    `${number('perCall')} connections were opened per call, ${number('perRequest')} per request`,
};

function howOften({ text, count, number, has }: FactsInWords): string {
  if (!has('perRequest')) return `seen ${count('count')} times, while the mix was sampled`;
  return text('often') === 'each' ? 'in each request' : `${number('perRequest')} times per request`;
}
