import assert from 'node:assert/strict';
import { Profile } from 'pprof-format';
import { advise } from '../../src/advise/advise.ts';
import type { Report } from '../../src/model/report.ts';
import { price } from '../../src/price/price.ts';
import { renderCpuProfile } from '../../src/report/formats/render-cpuprofile.ts';
import { renderPprof } from '../../src/report/formats/render-pprof.ts';
import { renderSarif } from '../../src/report/formats/render-sarif.ts';
import { renderSpeedscope } from '../../src/report/formats/render-speedscope.ts';
import { toReport } from '../../src/report/to-report.ts';
import { sampleCosts } from './sample-costs.ts';

const report = toReport(advise(price(sampleCosts)));
const root = '/home/dev/my shop';

/** By function name: what it costs itself and with all that it calls, straight from the columns. */
function fromColumns(column: readonly number[]): ReadonlyMap<string, { self: number; total: number }> {
  const { parent, function: functionOf, label } = report.stacks;
  const name = (node: number) => report.functions[functionOf[node] ?? -1]?.name ?? label[node] ?? '';
  const sums = new Map<string, { self: number; total: number }>();
  column.forEach((amount, node) => {
    const seen = new Set<string>();
    for (let at = node; at >= 0; at = parent[at] ?? -1) {
      const sum = sums.get(name(at)) ?? { self: 0, total: 0 };
      if (at === node) sum.self += amount;
      if (!seen.has(name(at))) sum.total += amount;
      seen.add(name(at));
      sums.set(name(at), sum);
    }
  });
  return sums;
}

const near = (actual: number, expected: number, what: string) => {
  assert.ok(Math.abs(actual - expected) <= 1e-3 * Math.max(1, expected), `${what}: ${actual}, not ${expected}`);
};

describe('a .cpuprofile of the Report', () => {
  interface CpuProfile {
    nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number }; children: number[] }[];
    startTime: number;
    endTime: number;
    samples: number[];
    timeDeltas: number[];
  }
  const profile = JSON.parse(renderCpuProfile(report, root)) as CpuProfile;

  it('gives each function its self time, 1 ms a request as 1 s, to a reader that lets a sample last until the next', () => {
    const self = new Map<string, number>();
    let at = profile.startTime;
    profile.samples.forEach((id, i) => {
      at += profile.timeDeltas[i] ?? 0;
      const next = i + 1 < profile.samples.length ? at + (profile.timeDeltas[i + 1] ?? 0) : profile.endTime;
      const name = profile.nodes.find((node) => node.id === id)?.callFrame.functionName ?? '';
      self.set(name, (self.get(name) ?? 0) + (next - at) / 1e6);
    });
    for (const [name, { self: expected }] of fromColumns(report.stacks.selfCpuMsPerRequest))
      near(self.get(name) ?? 0, expected, name);
    assert.equal(self.size, report.stacks.parent.length);
  });

  it('gives the same to a reader for whom the last sample has no time, as for speedscope', () => {
    const self = new Map<string, number>();
    profile.samples.slice(0, -1).forEach((id, i) => {
      const name = profile.nodes.find((node) => node.id === id)?.callFrame.functionName ?? '';
      self.set(name, (self.get(name) ?? 0) + (profile.timeDeltas[i + 1] ?? 0) / 1e6);
    });
    for (const [name, { self: expected }] of fromColumns(report.stacks.selfCpuMsPerRequest))
      near(self.get(name) ?? 0, expected, name);
  });

  it('names files so that an editor can open them, with 0-based lines', () => {
    const frame = profile.nodes
      .map(({ callFrame }) => callFrame)
      .find(({ functionName }) => functionName === 'similarity');
    assert.deepEqual([frame?.url, frame?.lineNumber], ['file:///home/dev/my%20shop/src/search/rank.ts', 30]);
  });

  it('is a tree: every node but the root is the child of one', () => {
    const children = profile.nodes.flatMap((node) => node.children).sort((a, b) => a - b);
    assert.deepEqual(
      children,
      profile.nodes.slice(1).map(({ id }) => id),
    );
  });
});

describe('a pprof profile of the Report', () => {
  const profile = Profile.decode(renderPprof(report, root));
  const text = (index: number | bigint) => profile.stringTable.strings[Number(index)] ?? '';

  it('has CPU and allocation with their units', () => {
    assert.deepEqual(
      profile.sampleType.map(({ type, unit }) => `${text(type)} ${text(unit)}`),
      ['cpu nanoseconds', 'alloc_space bytes'],
    );
  });

  for (const [column, at, unit] of [
    ['selfCpuMsPerRequest', 0, 1e9],
    ['selfAllocatedBytesPerRequest', 1, 1000],
  ] as const) {
    it(`gives the self and total ${column} of each function`, () => {
      const nameOf = (location: number | bigint) => {
        const line = profile.location.find(({ id }) => Number(id) === Number(location))?.line[0];
        const found = profile.function.find(({ id }) => Number(id) === Number(line?.functionId));
        return text(found?.name ?? 0);
      };
      for (const [name, { self, total }] of fromColumns(report.stacks[column] ?? [])) {
        if (name === '(root)') continue;
        const of = (those: typeof profile.sample) =>
          those.reduce((sum, { value }) => sum + Number(value[at]) / unit, 0);
        near(of(profile.sample.filter(({ locationId }) => nameOf(locationId[0] ?? 0) === name)), self, name);
        near(of(profile.sample.filter(({ locationId }) => locationId.some((id) => nameOf(id) === name))), total, name);
      }
    });
  }
});

describe('a speedscope file of the Report', () => {
  interface Speedscope {
    shared: { frames: { name: string; file?: string; line?: number }[] };
    profiles: { name: string; unit: string; endValue: number; samples: number[][]; weights: number[] }[];
  }
  const file = JSON.parse(renderSpeedscope(report, root)) as Speedscope;

  it('has what each thread did in its order, nobody’s stack where it had nothing to do', () => {
    const byTime = file.profiles.slice(2);
    assert.equal(byTime.length, 2);
    const worker = byTime[1];
    assert.equal(worker?.name, 'Thread 1 of process 1 by time');
    assert.deepEqual(worker.weights, [30, 9.25, 18]);
    assert.deepEqual(
      worker.samples.map((stack) => stack.map((frame) => file.shared.frames[frame]?.name)),
      [[], ['parseCatalogue'], []],
    );
    assert.equal(worker.endValue, 57.25);
  });

  it('gives each function its self and total, CPU in ms and allocation in bytes of a thousand requests', () => {
    assert.deepEqual(
      file.profiles.slice(0, 2).map(({ unit }) => unit),
      ['milliseconds', 'bytes'],
    );
    [report.stacks.selfCpuMsPerRequest, report.stacks.selfAllocatedBytesPerRequest ?? []].forEach((column, index) => {
      const profile = file.profiles[index];
      assert.ok(profile !== undefined);
      near(
        profile.endValue / 1000,
        column.reduce((sum, each) => sum + each, 0),
        'all',
      );
      for (const [name, { self, total }] of fromColumns(column)) {
        if (name === '(root)') continue;
        const of = (holds: (names: readonly (string | undefined)[]) => boolean) =>
          profile.samples.reduce(
            (sum, stack, i) =>
              holds(stack.map((frame) => file.shared.frames[frame]?.name))
                ? sum + (profile.weights[i] ?? 0) / 1000
                : sum,
            0,
          );
        near(
          of((names) => names.at(-1) === name),
          self,
          name,
        );
        near(
          of((names) => names.includes(name)),
          total,
          name,
        );
      }
    });
  });

  it('leaves allocation out where it was not measured', () => {
    const { parent, function: functionOf, label, selfCpuMsPerRequest } = report.stacks;
    const stacks = { parent, function: functionOf, label, selfCpuMsPerRequest };
    const without = JSON.parse(renderSpeedscope({ ...report, stacks }, root)) as Speedscope;
    assert.deepEqual(
      without.profiles.map(({ unit }) => unit),
      ['milliseconds'],
    );
  });
});

describe('SARIF of the Report', () => {
  interface Location {
    physicalLocation: { artifactLocation: { uri: string }; region?: { startLine: number } };
  }
  interface Sarif {
    runs: {
      tool: {
        driver: {
          rules: { id: string; shortDescription: { text: string }; help: { text: string; markdown?: string } }[];
        };
      };
      results: {
        ruleId: string;
        ruleIndex: number;
        level: string;
        locations: Location[];
        codeFlows?: { threadFlows: { locations: { location: Location }[] }[] }[];
      }[];
    }[];
  }
  const of = (some: Report) => {
    const [run] = (JSON.parse(renderSarif(some)) as Sarif).runs;
    assert.ok(run !== undefined);
    return run;
  };

  it('has a result for each finding, at its place, naming a rule that is listed', () => {
    const run = of(report);
    assert.ok(report.advice.length > 0);
    assert.equal(run.results.length, report.advice.length);
    report.advice.forEach(({ rule, file, line }, i) => {
      const result = run.results[i];
      assert.equal(run.tool.driver.rules[result?.ruleIndex ?? -1]?.id, rule);
      const place = result?.locations[0]?.physicalLocation;
      assert.deepEqual([place?.artifactLocation.uri, place?.region?.startLine], [file, line]);
    });
  });

  it('shows a name that looks like a link as text, and nothing that a terminal obeys', () => {
    const [finding] = report.advice;
    assert.ok(finding !== undefined);
    const written = renderSarif({
      ...report,
      advice: [{ ...finding, title: '[click](http://example.com) \u001b[31mred' }],
    });
    // A backslash is two in JSON.
    assert.ok(written.includes('"text": "\\\\[click\\\\](http://example.com) \ufffd\\\\[31mred. '), written);
  });

  it('says of each rule what it finds, and where to read more', () => {
    for (const { id, shortDescription, help } of of(report).tool.driver.rules) {
      assert.match(shortDescription.text, /^[A-Z].{10,}[^.]\.$/);
      assert.ok(help.text.includes(`leanscope-ignore ${id}:`), help.text);
    }
  });

  it('brings the page of the rule along, without its heading', () => {
    const [finding] = report.advice;
    assert.ok(finding !== undefined);
    const pages = { [finding.rule]: '# Head\n\n**Why.** It costs.\n' };
    const [rule] =
      (JSON.parse(renderSarif({ ...report, advice: [finding] }, pages)) as Sarif).runs[0]?.tool.driver.rules ?? [];
    assert.deepEqual(rule?.help, { text: 'Why. It costs.\n', markdown: '**Why.** It costs.\n' });
  });

  it('shows the way there as a path that ends at the finding', () => {
    const [finding] = report.advice.filter(({ stack }) => stack !== undefined);
    assert.ok(finding?.stack !== undefined && finding.line !== undefined);
    const line = finding.line + 1;
    const [flow] = of({ ...report, advice: [{ ...finding, line }] }).results[0]?.codeFlows ?? [];
    const places = flow?.threadFlows[0]?.locations.map(({ location }) => location.physicalLocation.region?.startLine);
    assert.deepEqual(places, [...finding.stack.slice(0, -1).map((frame) => frame.line), line]);
  });

  it('escapes a path that is no URI, and has no place for a finding without one', () => {
    const [finding] = report.advice;
    assert.ok(finding !== undefined);
    const { rule, title, evidence, saving, certainty } = finding;
    const nowhere = { rule, title, evidence, saving, certainty };
    const run = of({ ...report, advice: [{ ...finding, file: 'src/a b#c.ts' }, nowhere] });
    assert.equal(run.results[0]?.locations[0]?.physicalLocation.artifactLocation.uri, 'src/a%20b%23c.ts');
    assert.deepEqual(run.results[1]?.locations, []);
  });

  it('warns of what is certain or likely, and only notes what is to be looked at', () => {
    const [finding] = report.advice;
    assert.ok(finding !== undefined);
    const run = of({
      ...report,
      advice: (['certain', 'likely', 'lookHere'] as const).map((certainty) => ({ ...finding, certainty })),
    });
    assert.deepEqual(
      run.results.map(({ level }) => level),
      ['warning', 'warning', 'note'],
    );
  });
});
