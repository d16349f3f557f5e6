/** Profiles of pprof, written by the format's own package: what Datadog, Pyroscope and Google's agents write of Node.js, and what we write. */
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Function as PprofFunction, Line, Location, Profile, Sample, StringTable, ValueType } from 'pprof-format';
import { advise } from '../../src/advise/advise.ts';
import { fieldsOf, numbersOf } from '../../src/capture/profiles/protobuf.ts';
import { FailureError } from '../../src/model/failure.ts';
import type { ProfileAnnotations } from '../../src/model/opened-profile.ts';
import type { Report } from '../../src/model/report.ts';
import { price } from '../../src/price/price.ts';
import { renderCpuProfile } from '../../src/report/formats/render-cpuprofile.ts';
import { renderPprof } from '../../src/report/formats/render-pprof.ts';
import { toReport } from '../../src/report/to-report.ts';
import { annotateFrom } from '../../src/run.ts';
import { programFolder, urlOf, writeProfile } from '../written-profile.ts';
import { sampleCosts } from './sample-costs.ts';

interface Place {
  readonly name: string;
  readonly line: number;
  readonly file?: string;
  readonly startLine?: number;
}

interface Stack {
  /** The innermost first. */
  readonly places: readonly Place[];
  readonly values: readonly number[];
}

let folder = '';

function pprof(types: readonly (readonly [string, string])[], stacks: readonly Stack[]): Uint8Array {
  const strings = new StringTable();
  const functions = new Map<string, PprofFunction>();
  const locations: Location[] = [];
  const locationOf = ({ name, line, file = join(folder, 'app.js'), startLine = 0 }: Place): number => {
    const fn =
      functions.get(name) ??
      new PprofFunction({
        ...{ id: functions.size + 1, name: strings.dedup(name), filename: strings.dedup(file), startLine },
      });
    functions.set(name, fn);
    locations.push(new Location({ id: locations.length + 1, line: [new Line({ functionId: fn.id, line })] }));
    return locations.length;
  };
  const sample = stacks.map(
    ({ places, values }) => new Sample({ locationId: places.map(locationOf), value: [...values] }),
  );
  return new Profile({
    sampleType: types.map(([type, unit]) => new ValueType({ type: strings.dedup(type), unit: strings.dedup(unit) })),
    sample,
    function: [...functions.values()],
    location: locations,
    stringTable: strings,
  }).encode();
}

const main = { name: 'main', line: 9 };
const hot = { name: 'hot', line: 1 };
const warm = { name: 'warm', line: 6 };

async function annotated(content: Uint8Array): Promise<ProfileAnnotations> {
  return annotateFrom(await writeProfile(folder, 'x.pb.gz', content), folder);
}

const rounded = (share = -1): number => Math.round(share * 1e6) / 1e6;

const shares = ({ files }: ProfileAnnotations): Readonly<Record<string, number>> =>
  Object.fromEntries(
    files.flatMap(({ functions }) =>
      functions.map(({ name, line, ownShare, ownAllocationShare }) => [
        `${name}:${line}`,
        rounded(ownShare ?? ownAllocationShare),
      ]),
    ),
  );

describe('a profile of pprof', () => {
  beforeEach(async () => (folder = await programFolder()));
  afterEach(() => rm(folder, { recursive: true }));

  const stacks = [
    { places: [hot, main], values: [60, 90, 60e6] },
    { places: [warm, main], values: [20, 10, 20e6] },
    { places: [{ name: '(idle)', line: 0, file: '' }], values: [100, 100, 100e6] },
  ];

  it('is read as CPU time where it has it', async () => {
    const types = [
      ['sample', 'count'],
      ['wall', 'milliseconds'],
      ['cpu', 'nanoseconds'],
    ] as const;
    for (const pack of [(bytes: Uint8Array) => bytes, gzipSync]) {
      const found = await annotated(pack(pprof(types, stacks)));
      assert.deepEqual(shares(found), { 'hot:1': 0.75, 'warm:6': 0.25, 'main:9': 0 });
      assert.ok(Math.abs((found.busyMs ?? 0) - 80) < 1e-6, `${found.busyMs} ms`);
      assert.equal(found.files[0]?.per, 'profile');
      assert.deepEqual(found.warnings, ['The profile has samples of several types: cpu is shown, and not wall.']);
    }
  });

  it('is not called CPU where it is wall time', async () => {
    const types = [
      ['sample', 'count'],
      ['wall', 'milliseconds'],
    ] as const;
    const found = await annotated(
      pprof(
        types,
        stacks.map(({ places, values }) => ({ places, values: values.slice(0, 2) })),
      ),
    );
    assert.deepEqual(shares(found), { 'hot:1': 0.9, 'warm:6': 0.1, 'main:9': 0 });
    assert.equal(found.files[0]?.per, 'wallProfile');
    assert.match(found.warnings.join(), /Samples in the profile are of the type wall\..*wall time and no CPU time/);
  });

  it('is read as bytes, those allocated before those in use', async () => {
    const types = [
      ['inuse_space', 'bytes'],
      ['alloc_space', 'bytes'],
    ] as const;
    const found = await annotated(
      pprof(types, [
        { places: [hot, main], values: [1, 3000] },
        { places: [warm, main], values: [9, 1000] },
      ]),
    );
    assert.equal(found.kind, 'heap');
    assert.deepEqual(shares(found), { 'hot:1': 0.75, 'warm:6': 0.25 });
    assert.equal(found.allocatedBytes, 4000);
  });

  it('has lines where it tells those of samples, and finds functions by name and line', async () => {
    const found = await annotated(
      pprof(
        [
          ['sample', 'count'],
          ['cpu', 'microseconds'],
        ],
        [
          {
            places: [
              { ...hot, line: 3 },
              { ...main, line: 10 },
            ],
            values: [50, 50],
          },
          {
            places: [
              { ...hot, line: 2 },
              { ...main, line: 10 },
            ],
            values: [10, 10],
          },
          {
            places: [
              { ...warm, line: 7 },
              { ...main, line: 10 },
            ],
            values: [40, 40],
          },
        ],
      ),
    );
    assert.deepEqual(shares(found), { 'hot:1': 0.6, 'warm:6': 0.4, 'main:9': 0 });
    assert.deepEqual(
      found.files[0]?.lines.map(({ line, share }) => [line, Math.round(share * 100)]),
      [
        [2, 10],
        [3, 50],
        [7, 40],
      ],
    );
  });

  it('of nothing, or of bytes that contradict themselves, is refused in a word', async () => {
    const refused = async (content: Uint8Array) => {
      const error: unknown = await annotated(content).catch((thrown: unknown) => thrown);
      assert.ok(error instanceof FailureError && error.failure.kind === 'badProfile', String(error));
      return error.failure.problem;
    };
    assert.equal(await refused(pprof([['cpu', 'nanoseconds']], [])), 'noSamples');
    const whole = pprof([['cpu', 'nanoseconds']], [{ places: [hot, main], values: [1] }]);
    assert.equal(await refused(whole.subarray(0, whole.length - 4)), 'otherBytes');
    const ofGo = { ...hot, name: 'main.hot', file: '/go/src/main.go' };
    assert.equal(await refused(pprof([['cpu', 'nanoseconds']], [{ places: [ofGo], values: [1] }])), 'otherLanguage');
    // A number that never ends.
    assert.equal(await refused(new Uint8Array(1000).fill(0xff)), 'otherBytes');
  });
});

describe('a message of protocol buffers', () => {
  it('has numbers of 64 bits, below zero too, packed or one by one', () => {
    const minusOne = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01];
    const fields = fieldsOf(Buffer.from([0x08, 0x96, 0x01, 0x0a, 0x02, 0x05, 0x07, 0x08, ...minusOne]));
    const [first, second, third, last = 1] = numbersOf(fields ?? [], 1);
    assert.deepEqual([first, second, third], [150, 5, 7]);
    // Nothing is exact there, and nothing below zero is more than it.
    assert.ok(last <= 0);
  });

  it('leads nowhere out of itself', () => {
    for (const bytes of [[0x0a, 0x7f, 1], [0x08], [0x08, 0x80], [0x00, 0x01], [0x0b, 0x01], [0x09, 1, 2]])
      assert.equal(fieldsOf(Buffer.from(bytes)), undefined, String(bytes));
  });
});

describe('what is exported of a run', () => {
  beforeEach(async () => (folder = await programFolder()));
  afterEach(() => rm(folder, { recursive: true }));

  /** Three functions of the program, 6 and 2 ms a request. */
  function reportOfProgram(): Report {
    const report = toReport(advise(price(sampleCosts)));
    const [any] = report.functions;
    assert.ok(any !== undefined);
    const functions = [main, hot, warm].map(({ name, line }) => ({ ...any, id: name, name, file: 'app.js', line }));
    const stacks = {
      parent: [-1, 0, 1, 1],
      function: [-1, 0, 1, 2],
      label: ['(root)', '', '', ''],
      selfCpuMsPerRequest: [0, 0, 6, 2],
      selfAllocatedBytesPerRequest: [0, 0, 100, 300],
    };
    return { ...report, functions, stacks };
  }

  it('comes back the same from its .cpuprofile and from its pprof', async () => {
    const report = reportOfProgram();
    for (const content of [renderCpuProfile(report, folder), renderPprof(report, folder)]) {
      const found = await annotateFrom(await writeProfile(folder, 'run.profile', content), folder);
      const { 'hot:1': ofHot = 0, 'warm:6': ofWarm = 0 } = shares(found);
      assert.ok(Math.abs(ofHot - 0.75) < 1e-3 && Math.abs(ofWarm - 0.25) < 1e-3, `${ofHot} and ${ofWarm}`);
      // Both hold the cost of a thousand requests.
      assert.ok(Math.abs((found.busyMs ?? 0) - 8000) < 8, `${found.busyMs} ms`);
    }
  });

  it('names files in its .cpuprofile by their URL', () => {
    assert.ok(renderCpuProfile(reportOfProgram(), folder).includes(JSON.stringify(urlOf(folder))));
  });
});
