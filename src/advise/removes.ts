/**
 * Which part of what was measured a fix removes, rule by rule: the ends of the range that a finding promises. Figures of alternatives are
 * measured by `bench/alternatives.cjs`, on Node.js 20 and 24; where what is left depends on the data or on what the author chooses, the
 * lower end is 0, and the finding says "up to".
 */
import type { RuleId } from '../model/finding.ts';

export interface Removes {
  /** Parts of the cost, 0 to 1; of bytes, of what one way of compressing was seen to save, and another may do better. */
  readonly low: number;
  readonly high: number;
  readonly why: string;
}

const upTo = (why: string): Removes => ({ low: 0, high: 1, why });

export const removes: Readonly<Record<RuleId, Removes>> = {
  'hot-function': upTo('No pattern is known: how much of it is needed is for its author to say.'),
  'synchronous-call': upTo(
    'The asynchronous form moves the CPU to another thread and saves none; a result that is kept saves all of it.',
  ),
  'json-copy': {
    low: 0.8,
    high: 1,
    why: 'A copy by hand leaves 3 to 4 % of it; structuredClone costs more than JSON does (bench/alternatives.cjs).',
  },
  'json-parse-per-call': upTo('Whether the text is the same each time was not seen.'),
  'json-indented': {
    low: 0.15,
    high: 0.8,
    why: 'Text without indentation costs 34 to 74 % of text with it, by the size of the object (bench/alternatives.cjs).',
  },
  'json-compare': upTo(
    'The first difference may be in the first field or in the last: comparing all fields costs nearly as much (bench/alternatives.cjs).',
  ),
  'nested-scan': upTo('A Set is slower than up to about 50 values and faster beyond (bench/alternatives.cjs).'),
  'copy-per-step': {
    low: 0.6,
    high: 1,
    why: 'From five steps on, adding in place leaves up to 22 % of it (bench/alternatives.cjs).',
  },
  'shift-in-loop': upTo('V8 moves the start of short arrays and the content of long ones.'),
  'formatter-per-call': {
    low: 0.85,
    high: 1,
    why: 'A kept formatter leaves 2 to 3 % of building and using one (bench/alternatives.cjs).',
  },
  'compiled-per-call': upTo('What is compiled still runs: its line has both costs, and V8 does not tell them apart.'),
  'expression-per-call': upTo('V8 keeps what it compiled of the last texts; then only the object is spared.'),
  'backtracking-expression': upTo('Whether the texts of this run were slow because of its form was not seen.'),
  'error-per-call': {
    low: 0.7,
    high: 1,
    why: 'A value that says so leaves less than 5 % of an Error that is thrown and caught (bench/alternatives.cjs).',
  },
  'repeated-in-loop': {
    low: 0.5,
    high: 1,
    why: 'One of the turns still computes it, and a loop that costs this has at least two.',
  },
  'same-arguments': upTo('Whether what it reads changes was not seen.'),
  'console-per-request': upTo(
    'A line that is left out costs nothing; a logger that writes elsewhere still makes the text.',
  ),
  'costly-log-message': upTo('Whether the level is on where it runs is not known.'),
  'uncompressed-response': {
    low: 0.85,
    high: 1.05,
    why: 'Measured with gzip at its usual level; its fastest saves less, Brotli more. CPU is added, not saved (bench/alternatives.cjs).',
  },
  'wide-response': upTo('Whether all of it is needed cannot be measured.'),
  'uncacheable-response': upTo('How many requests come from those who have it already is not known.'),
  'duplicate-response': upTo('Which of the two is asked for how often is not known.'),
  garbage: upTo('How much of what it makes is needed is for its author to say.'),
  'not-optimised': upTo('Machine code of V8’s best compiler may be several times as fast, or hardly.'),
  'repeated-upstream': upTo('One call for all still has to be made, sent and read.'),
  'upstream-without-keep-alive': {
    low: 0.5,
    high: 1,
    why: 'A connection that is kept is not opened again; the pool that keeps it costs a little.',
  },
  'upstream-over-fetch': upTo('What is used of it is not known.'),
  'awaits-in-series': upTo('Waits that run together end with the longest; they save time, not CPU.'),
  'blocked-loop': upTo(
    'Work in parts, or in another thread, still costs its CPU; only work that is not done saves it.',
  ),
  'memory-growth': upTo('What is kept is gone when it has a limit; how large that must be is not known.'),
  'thread-pool-full': upTo('More threads end the waiting as far as there are processors for them.'),
  'development-mode': upTo('What production builds do instead was not measured.'),
  'runtime-setting': { low: 1, high: 1, why: 'Measured beside the application as it is: its interval is the range.' },
  'costly-dependency': upTo('How much of what it does is needed is for the caller to say.'),
};
