import assert from 'node:assert/strict';
import { reprice } from '../../src/price/price.ts';
import { climbSentences } from '../../src/report/capacity-words.ts';
import { conclude } from '../../src/run.ts';
import type { Recording } from '../../src/model/recording.ts';
import { recordingWith, sliceWith } from '../recording-with.ts';

/** 32 Mbit/s are there all the time: 4 MB/s. */
const nano = { provider: 'aws', region: 'us-east-1', instance: 't4g.nano' } as const;
/** 780 Mbit/s. */
const wide = { provider: 'aws', region: 'us-east-1', instance: 'm7i.large' } as const;

/** 1 ms of CPU and an event loop that is full, answers of so many bytes. */
function recordingOf(bytesEach: number, parts: Partial<Recording> = {}): Recording {
  const usage = { eventLoopUtilization: 0.95 };
  return recordingWith({
    slices: [sliceWith('asIs', { bytesOut: 100 * bytesEach, usage }), sliceWith('cpuSampling')],
    ...parts,
  });
}

describe('the link of a deployment', () => {
  it('is what gives way first where answers fill it before the processor is', () => {
    const { capacity } = conclude(recordingOf(200_000, { deployment: nano }));
    assert.equal(capacity?.bindingResource, 'network');
    assert.equal(capacity.link?.insteadOf, 'eventLoop');
    assert.equal(capacity.link.requestsPerSecond, 20);
    assert.equal(capacity.link.megabitsPerSecond, 32);
    assert.match(climbSentences(capacity).join(' '), /the 32 Mbit\/s .* are full at 20 requests per second/);
  });

  it('is shown, and is not what gives way, where it is wide enough', () => {
    const { capacity } = conclude(recordingOf(100, { deployment: nano }));
    assert.equal(capacity?.bindingResource, 'eventLoop');
    assert.equal(capacity.link?.first, false);
    assert.equal(capacity.link.insteadOf, undefined);
    assert.deepEqual(climbSentences(capacity), []);
  });

  it("is nobody's where no deployment is stated", () => {
    const { capacity } = conclude(recordingOf(50_000));
    assert.equal(capacity?.bindingResource, 'eventLoop');
    assert.equal(capacity.link, undefined);
  });

  it('goes with the deployment when another is asked about', () => {
    const report = conclude(recordingOf(50_000, { deployment: nano }));
    const moved = reprice(report, { deployment: wide }).capacity;
    assert.equal(moved?.bindingResource, 'eventLoop');
    assert.equal(moved.link?.sku, wide.instance);
    assert.equal(reprice(report, {}).capacity?.link, undefined);
    assert.deepEqual(reprice(reprice(report, { deployment: wide }), { deployment: nano }).capacity, report.capacity);
  });
});
