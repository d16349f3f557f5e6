/** One profile in each form that V8's embedders write: every one says the same. */
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import type { ProfileAnnotations } from '../../src/model/opened-profile.ts';
import { annotateFrom } from '../../src/run.ts';
import { programFolder, urlOf, writeProfile, writtenProfile, type WrittenProfile } from '../written-profile.ts';

type Form = (profile: WrittenProfile) => string | Uint8Array;

const json =
  (change: (profile: WrittenProfile) => unknown): Form =>
  (profile) =>
    JSON.stringify(change(profile));

/** Chrome's, in which a node names its parent; its own nodes have no place. */
function byParent({ nodes }: WrittenProfile): readonly object[] {
  const parentOf = new Map(nodes.flatMap(({ id, children }) => children.map((child) => [child, id] as const)));
  return nodes.map(({ id, callFrame }) => {
    const { functionName, scriptId } = callFrame;
    const frame = scriptId === '0' ? { functionName, scriptId: 0, codeType: 'other' } : callFrame;
    const parent = parentOf.get(id);
    return { id, callFrame: frame, ...(parent === undefined ? {} : { parent }) };
  });
}

/** As Chrome's Performance panel saves it: in pieces, among events of other kinds and threads. */
function traceEvents(profile: WrittenProfile): readonly object[] {
  const { samples, timeDeltas, startTime } = profile;
  const at = { pid: 1, tid: 2, id: '0x1', ph: 'P', cat: 'disabled-by-default-v8.cpu_profiler' };
  const nodes = byParent(profile);
  const piece = (from: number, to: number, ofNodes: readonly object[]) => ({
    ...at,
    name: 'ProfileChunk',
    ts: startTime + from,
    args: {
      data: {
        cpuProfile: { ...(ofNodes.length === 0 ? {} : { nodes: ofNodes }), samples: samples.slice(from, to) },
        timeDeltas: timeDeltas.slice(from, to),
        lines: samples.slice(from, to).map((id) => (id === 4 ? 3 : id === 5 ? 7 : 0)),
      },
    },
  });
  return [
    { name: 'thread_name', ph: 'M', pid: 1, tid: 2, args: { name: 'CrRendererMain' } },
    { ...at, name: 'Profile', ts: startTime, args: { data: { startTime } } },
    piece(0, 10, nodes),
    { name: 'Layout', ph: 'X', pid: 1, tid: 2, ts: startTime, args: { beginData: {} } },
    piece(10, 100, []),
  ];
}

/** v8-profiler's: a tree, lines and columns from 1, whole seconds, and moments. */
function old({ nodes, samples, timeDeltas, startTime, endTime }: WrittenProfile): object {
  const below = (id: number): object => {
    const node = nodes.find((each) => each.id === id);
    assert.ok(node !== undefined);
    const { callFrame, children, hitCount } = node;
    const { lineNumber, columnNumber, scriptId } = callFrame;
    const place = { lineNumber: lineNumber + 1, columnNumber: columnNumber + 1, scriptId: Number(scriptId) };
    return { ...callFrame, ...place, callUID: id, bailoutReason: '', id, hitCount, children: children.map(below) };
  };
  let at = startTime;
  const timestamps = timeDeltas.map((delta) => (at += delta));
  const seconds = { startTime: Math.floor(startTime / 1e6), endTime: Math.floor(endTime / 1e6) };
  return { typeId: 'CPU', uid: '1', title: 'x', head: below(1), ...seconds, samples, timestamps };
}

/** v8-profiler-next's, asked for a list of nodes. */
function fromNext({ nodes, ...rest }: WrittenProfile): object {
  return {
    typeId: 'CPU',
    nodes: nodes.map(({ callFrame, ...node }) => {
      const { lineNumber, columnNumber, scriptId } = callFrame;
      const place = { lineNumber: lineNumber + 1, columnNumber: columnNumber + 1, scriptId: Number(scriptId) };
      return { ...node, callFrame: { ...callFrame, ...place, bailoutReason: 'no reason', lineTicks: [] } };
    }),
    ...rest,
  };
}

const trace = json((profile) => ({ metadata: { source: 'DevTools' }, traceEvents: traceEvents(profile) }));

const asItIs = json((profile) => profile);

const forms: Readonly<Record<string, Form>> = {
  'of the inspector': asItIs,
  'packed with gzip': (profile) => gzipSync(JSON.stringify(profile)),
  'with a byte order mark': (profile) => `\uFEFF${JSON.stringify(profile)}`,
  'in UTF-16': (profile) => Buffer.from(`\uFEFF${JSON.stringify(profile)}`, 'utf16le'),
  'with parents in place of children': json((profile) => ({ ...profile, nodes: byParent(profile) })),
  'with one delta less': json((profile) => ({ ...profile, timeDeltas: profile.timeDeltas.slice(1) })),
  'with the numbers that the format allows to leave out': json(({ nodes, samples, timeDeltas }) => ({
    nodes: nodes.map(({ id, callFrame, children }) => ({ id, callFrame, children })),
    ...{ samples, timeDeltas, endTime: 100_000 },
  })),
  'of v8-profiler': json(old),
  'of v8-profiler, with when it ended': json((profile) => {
    const written = old(profile);
    return { ...written, timestamps: [...(written as { timestamps: number[] }).timestamps, profile.endTime] };
  }),
  'of v8-profiler-next': json(fromNext),
  'in an answer of the inspector': json((profile) => ({ id: 3, result: { profile } })),
  'in a trace of Chrome': trace,
  'in a packed trace': (profile) => gzipSync(trace(profile)),
  'in a trace that is a list': json(traceEvents),
  'in a trace whose list is not closed': (profile) =>
    `[\n${traceEvents(profile)
      .map((each) => JSON.stringify(each))
      .join(',\n')},\n{"name":"Lay`,
  'whole in an event of an older trace': json((profile) => [
    { name: 'CpuProfile', ph: 'I', pid: 1, tid: 2, ts: 9, args: { data: { cpuProfile: profile } } },
  ]),
};

describe('a profile', () => {
  let folder = '';
  beforeEach(async () => (folder = await programFolder()));
  afterEach(() => rm(folder, { recursive: true }));

  const read = async (form: Form, change: (profile: WrittenProfile) => WrittenProfile = (profile) => profile) =>
    annotateFrom(await writeProfile(folder, 'x.cpuprofile', form(change(writtenProfile(urlOf(folder))))), folder);
  const shares = ({ files }: ProfileAnnotations): Readonly<Record<string, number | undefined>> =>
    Object.fromEntries(
      files.flatMap(({ functions }) => functions.map(({ name, line, ownShare }) => [`${name}:${line}`, ownShare])),
    );

  for (const [name, form] of Object.entries(forms))
    it(`${name} is read`, async () => {
      const annotations = await read(form);
      assert.deepEqual(shares(annotations), { 'hot:1': 0.75, 'warm:6': 0.25, 'main:9': 0 });
      assert.ok(Math.abs((annotations.busyMs ?? 0) - 80) < 1e-6, `${annotations.busyMs} ms`);
      assert.deepEqual(annotations.warnings, []);
    });

  it('has the lines that a trace says of its samples', async () => {
    const { files } = await read(trace);
    assert.deepEqual(
      files[0]?.lines.map(({ line, share }) => [line, share]),
      [
        [3, 0.75],
        [7, 0.25],
      ],
    );
  });

  it('counts samples that have no time, and says so', async () => {
    const zero = await read(asItIs, (profile) => ({
      ...profile,
      timeDeltas: profile.timeDeltas.map(() => 0),
    }));
    assert.deepEqual(shares(zero), { 'hot:1': 0.75, 'warm:6': 0.25, 'main:9': 0 });
    assert.ok(Math.abs((zero.busyMs ?? 0) - 80) < 1e-6);
    assert.match(zero.warnings.join(), /does not say how long its samples last: each counts for as much/);
  });

  it('is read from how often each node was met, where it has no samples', async () => {
    const hits = await read(json(({ nodes }) => ({ nodes })));
    assert.deepEqual(shares(hits), { 'hot:1': 0.75, 'warm:6': 0.25, 'main:9': 0 });
    assert.match(hits.warnings.join(), /nor how long it took/);
  });

  describe('in which time goes back', () => {
    for (const [name, jump] of [
      ['one sample half a second too early', -500_000],
      ['one sample half a second too late', 500_000],
    ] as const)
      it(`has none longer than it was, with ${name}`, async () => {
        const annotations = await read(
          json((profile) => profile),
          (profile) => ({
            ...profile,
            timeDeltas: profile.timeDeltas.map((delta, i) =>
              i === 50 ? delta + jump : i === 51 ? delta - jump : delta,
            ),
          }),
        );
        const { 'hot:1': hot = 0, 'warm:6': warm = 0 } = shares(annotations);
        // The sample itself may have a part of its neighbours' time, a millisecond of 80.
        assert.ok(Math.abs(hot - 0.75) < 0.02 && Math.abs(warm - 0.25) < 0.02, `${hot} and ${warm}`);
        assert.ok((annotations.busyMs ?? 0) <= 100, `${annotations.busyMs} ms`);
      });
  });

  it('of several threads counts all of them', async () => {
    const url = urlOf(folder);
    const [first, second] = [writtenProfile(url), writtenProfile(url)];
    const only = { ...second, samples: second.samples.map(() => 5) };
    const events = [...traceEvents(first), ...traceEvents(only).map((event) => ({ ...event, id: '0x2' }))];
    const annotations = await annotateFrom(await writeProfile(folder, 't.json', JSON.stringify(events)), folder);
    // A trace does not say how long the last sample of a thread lasted: 80 and 99 ms are told.
    assert.ok(Math.abs((annotations.busyMs ?? 0) - 179) < 1e-6);
    const { 'hot:1': hot = 0, 'warm:6': warm = 0 } = shares(annotations);
    assert.ok(Math.abs(hot - 60 / 179) < 1e-9 && Math.abs(warm - 119 / 179) < 1e-9);
  });
});
