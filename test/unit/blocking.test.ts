import assert from 'node:assert/strict';
import type { Slice } from '../../src/model/recorded-slice.ts';
import type { Blocking } from '../../src/model/report-totals.ts';
import { costsOf, near } from '../costs-of.ts';
import { sliceWith } from '../recording-with.ts';

type Stretch = readonly [startMs: number, durationMs: number];

/** A slice in which the event loop stood still; drawn samples are taken at 1, 2, 3 … ms. */
function heldSlice(
  kind: Slice['kind'],
  stretches: readonly Stretch[],
  parts: Parameters<typeof sliceWith>[1] = {},
): Slice {
  const held = stretches.map(([startMs, durationMs]) => ({ startUs: startMs * 1000, durationUs: durationMs * 1000 }));
  const loop = { process: 1, thread: 0, activeUs: 1000, delayUs: [[500, 10]] as const, held };
  return { ...sliceWith(kind, parts), loops: [loop] };
}

/** One row of a drawing: the frame, so many samples long. */
const row = (...cells: readonly (readonly [string, number])[]): string =>
  cells.flatMap(([frame, count]) => Array.from({ length: count }, () => frame.padEnd(18))).join(' ');

function blockingOf(cpu: string, ...slices: readonly Slice[]): readonly Blocking[] {
  return costsOf({ cpu, slices: [heldSlice('asIs', []), ...slices] }).eventLoop?.blocking ?? [];
}

const alone = { requestIndex: 0, completed: 4 };

describe('blocking', () => {
  it('is none where the loop turned', () => {
    assert.deepEqual(blockingOf(row(['main', 80]), heldSlice('cpuSampling', [])), []);
  });

  it('is measured as it is, and named by the samples of the same request', () => {
    const cpu = [row(['handler', 100]), row(['render', 90], ['other', 10])].join('\n');
    const [found, ...others] = blockingOf(
      cpu,
      heldSlice(
        'oneAtATime',
        [
          [0, 80],
          [200, 70],
        ],
        alone,
      ),
      heldSlice('cpuSampling', [[0, 100]], alone),
    );
    assert.deepEqual(others, []);
    near(found?.durationMs, 80);
    assert.equal(found?.count, 2);
    near(found.perRequest, 0.5);
    assert.equal(found.route, 'GET /');
    assert.equal(found.name, 'render');
    assert.equal(found.file, 'render.js');
    assert.deepEqual(found.stack, ['handler', 'render']);
  });

  it('is of the caller, where no single callee was at work for most of it', () => {
    const cpu = [row(['loop', 90]), row(['a', 30], ['b', 30], ['c', 30])].join('\n');
    const [found] = blockingOf(
      cpu,
      heldSlice('oneAtATime', [[0, 80]], alone),
      heldSlice('cpuSampling', [[0, 90]], alone),
    );
    assert.equal(found?.name, 'loop');
  });

  it('is of the function of the app that calls into Node.js, however deep', () => {
    const cpu = [row(['read', 90]), row(['readSync:node:fs', 90]), row(['open:', 90])].join('\n');
    const [found] = blockingOf(
      cpu,
      heldSlice('oneAtATime', [[0, 80]], alone),
      heldSlice('cpuSampling', [[0, 90]], alone),
    );
    assert.equal(found?.name, 'read');
  });

  it('has no name where no sample told, but its length all the same', () => {
    const [found] = blockingOf('main', heldSlice('oneAtATime', [[0, 60]], alone));
    assert.equal(found?.name, undefined);
    assert.equal(found?.route, undefined);
    near(found?.durationMs, 60);
  });

  it('of no request shows in the mix', () => {
    const [found] = blockingOf(row(['job', 120]), heldSlice('cpuSampling', [[0, 120]]));
    assert.equal(found?.name, 'job');
    assert.equal(found.perRequest, undefined);
    // From the first of its samples to the last.
    near(found.durationMs, 119);
  });

  it('is none of several short requests, answered one after the other', () => {
    const cpu = row(['handler', 40], ['parse:node:http', 1], ['handler', 40], ['parse:node:http', 1], ['handler', 40]);
    assert.deepEqual(blockingOf(cpu, heldSlice('cpuSampling', [[0, 122]])), []);
  });

  it('in the mix is not told again, where a request is known to block', () => {
    const cpu = [row(['handler', 130]), row(['render', 80], ['other', 50])].join('\n');
    const found = blockingOf(
      cpu,
      heldSlice('oneAtATime', [[0, 80]], { ...alone, completed: 1 }),
      heldSlice('cpuSampling', [[0, 80]], { ...alone, endUs: 80_000 }),
      heldSlice('cpuSampling', [[0, 130]]),
    );
    assert.deepEqual(
      found.map(({ name }) => name),
      ['render'],
    );
  });
});
