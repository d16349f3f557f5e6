import assert from 'node:assert/strict';
import { attribute } from '../../src/attribute/attribute.ts';
import type { Profile } from '../../src/model/profile.ts';
import type { Slice } from '../../src/model/recorded-slice.ts';
import type { RecordedRequest } from '../../src/model/recording.ts';
import { near } from '../costs-of.ts';
import { recordingWith, sliceWith, type SliceParts } from '../recording-with.ts';

const emptyProfile: Profile = {
  sources: new Map(),
  functions: [],
  cpu: [],
  allocations: [],
  live: [],
  routes: [],
  bailouts: new Map(),
  warnings: [],
};

function costs(requests: readonly RecordedRequest[], slices: readonly Slice[], routes: Profile['routes'] = []) {
  return attribute(recordingWith({ requests, slices }), { ...emptyProfile, routes });
}

const request = (path: string, route: string, share: number): RecordedRequest => ({
  method: 'GET',
  path,
  route,
  share,
});
/** 100 requests, driven alone unless without an index. */
const slice = (ms: number, requestIndex?: number, parts: SliceParts = {}) =>
  sliceWith('asIs', {
    ...parts,
    ...(requestIndex === undefined ? {} : { requestIndex }),
    usage: { processCpuUs: ms * 100_000, ...parts.usage },
  });

describe('costs of routes', () => {
  const two = [request('/a', '/a', 0.75), request('/b', '/b', 0.25)];

  it('are those of the slices in which a route was driven alone', () => {
    const { routes, totals } = costs(two, [slice(2.5), slice(2, 0), slice(6, 1), slice(8, 1)]);
    near(routes[0]?.cpuMsPerRequest, 2);
    // (600 + 800) ms over 200 requests.
    near(routes[1]?.cpuMsPerRequest, 7);
    near(routes[0]?.requestsPerSecondPerCore, 500);
    near(totals.cpuMsPerRequest, 2.5);
  });

  it('tell of garbage collection in the mix, where all of it fell into their own slices', () => {
    const collecting = { gcUs: { minor: 50_000, major: 0, incremental: 0, weakCallbacks: 0 } };
    const gcOf = (...slices: readonly Slice[]) => costs(two, slices).totals;
    const { gcMsPerRequest, gcMsPerRequestByKind } = gcOf(slice(2.5), slice(2, 0), slice(6, 1, { usage: collecting }));
    // 50 of 1,050 ms of CPU, of which the mix has 2.5 ms a request.
    near(gcMsPerRequest, (2.5 * 50) / 1050);
    near(gcMsPerRequestByKind?.minor, (2.5 * 50) / 1050);
    near(gcOf(slice(2.5, undefined, { usage: collecting }), slice(6, 1)).gcMsPerRequest, 0.5);
    near(gcOf(slice(2.5), slice(6, 1)).gcMsPerRequest, 0);
  });

  it('add up to the mix, weighted as in it, or the difference is told', () => {
    // 0.75 · 2 + 0.25 · 6 = 3 ms alone.
    const together = (mixMs: number) => costs(two, [slice(mixMs), slice(2, 0), slice(6, 1)]).quality;
    near(together(3).mixDifferenceShare, 0);
    near(together(2.5).mixDifferenceShare, 0.2);
    assert.match(together(2.5).warnings.join(), /add up to 120 % of the mix/);
    assert.doesNotMatch(together(3).warnings.join(), /of the mix/);
    // A tenth is not told, 11 % is, unless the mix itself is known no better. Two slices of 2.55 and 2.85 ms: 2.7 ± 12.706 · 0.15.
    assert.doesNotMatch(together(2.75).warnings.join(), /of the mix/);
    assert.match(together(2.7).warnings.join(), /add up to 111 % of the mix/);
    const unsure = costs(two, [slice(2.55), slice(2.85), slice(2, 0), slice(6, 1)]).quality;
    near(unsure.mixDifferenceShare, 3 / 2.7 - 1);
    assert.doesNotMatch(unsure.warnings.join(), /of the mix/);
  });

  it('are unknown, and so is the difference, where a route was not driven alone', () => {
    const { routes, quality } = costs(two, [slice(3), slice(2, 0)]);
    assert.equal(routes[1]?.cpuMsPerRequest, undefined);
    assert.equal(quality.mixDifferenceShare, undefined);
  });

  it('join the requests of a route as often as they are in the mix', () => {
    const three = [request('/p/1', '/p/:id', 0.5), request('/p/2', '/p/:id', 0.25), request('/b', '/b', 0.25)];
    const { routes } = costs(three, [slice(3), slice(1, 0), slice(4, 1), slice(5, 2)]);
    assert.deepEqual(
      routes.map(({ path, share }) => [path, share]),
      [
        ['/p/:id', 0.75],
        ['/b', 0.25],
      ],
    );
    // (1 · 0.5 + 4 · 0.25) / 0.75 = 2 ms.
    near(routes[0]?.cpuMsPerRequest, 2);
    // Driven for the same time, the cheaper one has come more often: (100 · 0.5 + 1,000 · 0.25) / 0.75 = 400 bytes.
    const sent = costs(three, [
      slice(3),
      slice(1, 0, { completed: 300, bytesOut: 30_000 }),
      slice(4, 1, { completed: 100, bytesOut: 100_000 }),
      slice(5, 2),
    ]);
    near(sent.routes[0]?.bytesOutPerRequest, 400);
  });

  it('have the interval of their slices', () => {
    // 1 and 3 ms: 2 ms with residuals of ∓100 ms over 100 requests: √(20,000 / 2) / 100 = 1 ms, times t = 12.706.
    const { routes } = costs(two, [slice(3), slice(1, 0), slice(3, 0), slice(6, 1)]);
    near(routes[0]?.interval?.high, 2 + 12.706);
    assert.equal(routes[1]?.interval, undefined);
  });

  it('of a single request are those of the mix', () => {
    near(costs([request('/', '/', 1)], [slice(3), slice(3)]).routes[0]?.cpuMsPerRequest, 3);
  });

  it('have the place of the handler with the same method, or with any', () => {
    const place = { file: 'src/a.ts', line: 4 };
    const placed = (method: string) => costs(two, [slice(3)], [{ method, path: '/a', ...place }]).routes[0];
    assert.deepEqual([placed('GET')?.file, placed('GET')?.line], ['src/a.ts', 4]);
    assert.equal(placed('ALL')?.line, 4);
    assert.equal(placed('POST')?.line, undefined);
  });

  it('take latency from the mix, bytes and errors from where they happened', () => {
    const mix = slice(3, undefined, { latencyUs: [[7000, 100]], errors: 2 });
    const alone = slice(2, 0, { latencyUs: [[1000, 100]], bytesOut: 3000, errors: 1 });
    const [route] = costs(two, [mix, alone]).routes;
    assert.deepEqual(route?.latencyMs, { p50: 7, p90: 7, max: 7 });
    // 3,000 bytes over 100 requests.
    assert.equal(route.bytesOutPerRequest, 30);
    assert.deepEqual([route.requests, route.errors], [200, 3]);
  });
});
