/** One reading of a profile in a process of its own: `read-profile.ts FILE [MODULE]`; prints a `Reading`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { V8CpuProfile } from '../src/model/v8-profile.ts';
import { reportOf } from './report-of-profile.ts';
import { fullSize, syntheticScripts } from './synthetic-profile.ts';

export interface Reading {
  readonly parseMs: number;
  readonly readMs: number;
  /** Heap of the parsed profile. */
  readonly parsedBytes: number;
  /** Heap of the result, with the parsed profile still there. */
  readonly keptBytes: number;
  /** How far the process's memory rose while it read, above what it was after parsing. */
  readonly peakBytes: number;
}

const collect = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
};

/** The highest resident memory so far, and by writing 5 the kernel forgets it (proc(5), clear_refs). */
const highestBytes = (): number =>
  Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'latin1'))?.[1] ?? NaN) * 1024;

function timed<T>(work: () => T): { readonly ms: number; readonly result: T } {
  const begun = performance.now();
  const result = work();
  return { ms: performance.now() - begun, result };
}

const [file = '', module] = process.argv.slice(2);
// What came with the scripts is evidence of its own, no part of the profile.
const scripts = module === undefined ? syntheticScripts(fullSize) : [];
const read =
  module === undefined
    ? (profile: V8CpuProfile) => reportOf(profile, scripts)
    : (createRequire(import.meta.url)(module) as { read: (profile: V8CpuProfile) => unknown }).read;
let text = readFileSync(file, 'latin1');
const before = collect() - text.length;
const parsed = timed(() => JSON.parse(text) as V8CpuProfile);
text = '';
const afterParse = collect();
writeFileSync('/proc/self/clear_refs', '5');
const residentBytes = process.memoryUsage.rss();
const done = timed(() => read(parsed.result));
const peakBytes = highestBytes() - residentBytes;
const reading: Reading = {
  parseMs: parsed.ms,
  readMs: done.ms,
  parsedBytes: afterParse - before,
  keptBytes: collect() - afterParse,
  peakBytes,
};
console.log(JSON.stringify(reading));
// What is still used below the measurement is not collected before it.
if (done.result === parsed.result) console.error('nothing was read');
