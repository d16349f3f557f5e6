/** CPU that no busy sample accounts for is the sampler's, unseen work, the event loop's own, or nobody's. */
import assert from 'node:assert/strict';
import { attribute } from '../../src/attribute/attribute.ts';
import type { CpuSamples } from '../../src/model/recorded-samples.ts';
import type { Slice, SliceKind, ThreadUsage } from '../../src/model/recorded-slice.ts';
import { symbolicate } from '../../src/symbolicate/symbolicate.ts';
import { drawStacks, SAMPLE_US } from '../profile-drawing.ts';
import { recordingWith, sliceWith } from '../recording-with.ts';

/** Sample 0 only tells where time begins; after it, 6 ms of work and 4 ms of nothing. */
const drawn = drawStacks('work work work work work work work (idle) (idle) (idle) (idle)');
const window = { startUs: SAMPLE_US, endUs: 11 * SAMPLE_US };

function usageOf(cpuMs: number, thread = 0): ThreadUsage {
  const idle = { eventLoopActiveUs: 0, eventLoopIdleUs: 0, heapUsedBytes: 0 };
  return { process: 1, thread, cpuUs: cpuMs * 1000, ...idle };
}

/** One request. */
function sliceOf(kind: SliceKind, threads: readonly ThreadUsage[], times = window): Slice {
  const us = threads.reduce((sum, { cpuUs = 0 }) => sum + cpuUs, 0);
  const usage = { processCpuUs: us, javascriptThreadCpuUs: us, threads };
  return sliceWith(kind, { ...times, usage, completed: 1 });
}

interface Case {
  readonly asIs?: readonly ThreadUsage[];
  readonly sampling: readonly ThreadUsage[];
  readonly stacks?: CpuSamples | readonly CpuSamples[];
  readonly endUs?: number;
}

function sharesOf({ asIs, sampling, stacks = drawn, endUs = window.endUs }: Case): Record<string, number> {
  const slices = [
    sliceOf('asIs', asIs ?? sampling, { startUs: -20_000, endUs: -10_000 }),
    sliceOf('cpuSampling', sampling, { ...window, endUs }),
  ];
  const recording = recordingWith({ slices, stacks: [stacks].flat() });
  const { ledger, totals } = attribute(recording, symbolicate(recording));
  const all = ledger.reduce((sum, { cpuMsPerRequest }) => sum + cpuMsPerRequest, 0);
  assert.ok(Math.abs(all - totals.cpuMsPerRequest) < 1e-9, 'the ledger balances');
  return Object.fromEntries(ledger.map(({ kind, cpuMsPerRequest }) => [kind, cpuMsPerRequest / all]));
}

function near(found: number | undefined, wanted: number): void {
  assert.ok(Math.abs((found ?? NaN) - wanted) < 1e-6, `${found ?? 'nothing'} instead of ${wanted}`);
}

describe('CPU that no busy sample accounts for', () => {
  it('is the event loop’s own, where samples came in time: 10 ms booked, 6 of work', () => {
    const { function: functions, native, unattributed } = sharesOf({ sampling: [usageOf(10)] });
    near(functions, 0.6);
    near(native, 0.4);
    near(unattributed, 0);
  });

  it('is unseen work, where the samples that call it idle came late', () => {
    // The last sample comes 8 ms after the one before it, when 1 ms is usual: of 6 ms nothing is known. Booked: 4 ms more than seen.
    const timeUs = [...drawn.timeUs.slice(0, -1), 18 * SAMPLE_US];
    const late = sharesOf({ sampling: [usageOf(10)], stacks: { ...drawn, timeUs }, endUs: 18 * SAMPLE_US });
    near(late['function'], 1);
    near(late['native'], 0);
  });

  it('is the sampler’s, as far as it used the thread while nothing else did', () => {
    // 300 idle samples after the work; readings every 5 ms, in each of which 0.5 ms went to five samples: 0.1 ms each.
    const idle = 300;
    const [first = 0] = drawn.node.slice(7);
    const node = [...drawn.node, ...new Array<number>(idle).fill(first)];
    const timeUs = node.map((_, i) => (i + 1) * SAMPLE_US);
    const atUs = Array.from({ length: 60 }, (_, i) => (12 + 5 * i) * SAMPLE_US);
    const cpuUs = atUs.map((_, i) => i * 500);
    const stacks = { ...drawn, node, timeUs, cpuProgress: { atUs, cpuUs } };
    // 6 ms of work, and 304 idle samples of 0.1 ms.
    const { function: functions, native } = sharesOf({
      asIs: [usageOf(6)],
      sampling: [usageOf(6 + 30.4)],
      stacks,
      endUs: timeUs.at(-1) ?? 0,
    });
    near(functions, 1);
    near(native, 0);
  });

  it('is nobody’s, where a thread was not sampled', () => {
    const threads = [usageOf(6), usageOf(2, 1)];
    const { function: functions, unattributed } = sharesOf({ sampling: threads });
    near(functions, 0.75);
    near(unattributed, 0.25);
  });

  it('is nobody’s, where a thread’s samples are of another time', () => {
    const before = { ...drawn, thread: 1, timeUs: drawn.timeUs.map((us) => us - 100_000) };
    const { function: functions, unattributed } = sharesOf({
      sampling: [usageOf(6), usageOf(2, 1)],
      stacks: [drawn, before],
    });
    near(functions, 0.75);
    near(unattributed, 0.25);
  });

  it('is judged by the time in which a thread was sampled, where that is a part only', () => {
    // A second slice, in which the thread used 10 ms more and was not sampled: of the 6 ms that are known of, all are work.
    const slices = [
      sliceOf('asIs', [usageOf(6)], { startUs: -20_000, endUs: -10_000 }),
      sliceOf('cpuSampling', [usageOf(6)]),
      sliceOf('cpuSampling', [usageOf(10)], { startUs: 20_000, endUs: 30_000 }),
    ];
    const recording = recordingWith({ slices, stacks: [drawn] });
    const { ledger } = attribute(recording, symbolicate(recording));
    near(ledger.find(({ kind }) => kind === 'function')?.cpuMsPerRequest, 6);
  });

  it('weighs threads by what they use as they are, not by what the sampler makes them use', () => {
    // Thread 1 has no samples and is woken for 6 ms only while others are sampled.
    const { unattributed } = sharesOf({ asIs: [usageOf(6), usageOf(0, 1)], sampling: [usageOf(6), usageOf(6, 1)] });
    near(unattributed, 0);
  });
});
