import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { plansOfFlags } from '../../src/cli/plan-flags.ts';
import type { CostInputs } from '../../src/model/report-cost.ts';
import type { Report } from '../../src/model/report.ts';
import { findSku, providerNames, regionsOf } from '../../src/price/catalogue.ts';
import { knownInputs } from '../../src/price/known-inputs.ts';
import { moveTo } from '../../src/price/move.ts';
import { reprice } from '../../src/price/price.ts';
import { mergePlans } from '../../src/spec/merge-plans.ts';
import {
  campaignFields,
  deploymentFields,
  engineeringFields,
  moreDeploymentFields,
  moreTrafficFields,
  placeOnSlider,
  purchaseFields,
  speedupField,
  trafficFields,
  valueOfTyped,
  valueOnSlider,
} from '../../src/webview/cost/plan-fields.ts';
import { inputsOfText, textOfInputs, withDeployment, withEngineering } from '../../src/webview/cost/plan-inputs.ts';
import { commandLine, leanscopeJson } from '../../src/webview/cost/plan-text.ts';

const text = readFileSync(new URL('../fixtures/sample-report.json', import.meta.url), 'utf8');
const report = JSON.parse(text) as Report;

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true, noDefaultInfinity: true });
const optional = { requiredKeys: [] };

/** Plans as a reader may make them. */
const plans: fc.Arbitrary<CostInputs> = fc
  .record(
    {
      traffic: fc.record(
        {
          averageRequestsPerSecond: number(0.01, 1e6),
          peakFactor: number(1, 24),
          peakHour: fc.integer({ min: 0, max: 23 }),
          growthPerMonth: number(-0.9, 2),
          burstFactor: number(1, 100),
          cachedBytesShare: number(0, 1),
          weekly: fc.array(number(1, 9), { minLength: 7, maxLength: 7 }),
          campaigns: fc.array(
            fc.record(
              {
                name: fc.constantFrom('autumn sale', "it's on", '50/50'),
                start: fc.constant('2026-11-27'),
                days: fc.integer({ min: 9, max: 366 }),
                multiplier: number(0.1, 1000),
                rampDays: fc.integer({ min: 0, max: 8 }),
              },
              { requiredKeys: ['start', 'days', 'multiplier'] },
            ),
            { minLength: 1, maxLength: 3 },
          ),
        },
        { requiredKeys: ['averageRequestsPerSecond'] },
      ),
      deployment: fc.record(
        {
          provider: fc.constant('aws'),
          region: fc.constant('eu-west-1'),
          instance: fc.constantFrom('c7g.large', 'm7i.xlarge'),
          utilizationTarget: number(0.1, 1),
          purchase: fc.constantFrom('onDemand' as const, 'spot' as const),
          minInstances: fc.integer({ min: 0, max: 99 }),
          extras: fc.constantFrom(['loadBalancer'] as const, ['natGateway', 'kubernetesControlPlane'] as const),
        },
        { requiredKeys: ['provider', 'region', 'instance'] },
      ),
      engineering: fc.record(
        { usdPerHour: number(1, 1000), hoursPerChange: number(0.5, 100) },
        { requiredKeys: ['usdPerHour'] },
      ),
      whatIf: fc.array(fc.record({ function: fc.constantFrom('similarity', 'signOrder'), speedup: number(1.1, 100) }), {
        minLength: 1,
        maxLength: 2,
      }),
    },
    optional,
  )
  // As they are after a way as text: no -0, no missing prototype.
  .map((inputs) => JSON.parse(JSON.stringify(inputs)) as CostInputs);

/** A POSIX shell's words: quoted parts as they stand. */
function wordsOf(line: string): readonly string[] {
  return (line.match(/(?:'[^']*'|\\'|[^\s'])+/g) ?? []).map((word) =>
    word.replace(
      /'([^']*)'|\\(')/g,
      (_, quoted: string | undefined, escaped: string | undefined) => quoted ?? escaped ?? '',
    ),
  );
}

function plansOfCommand(line: string): CostInputs {
  const { values } = parseArgs({
    args: wordsOf(line).slice(3),
    options: {
      traffic: { type: 'string' },
      campaign: { type: 'string', multiple: true },
      deployment: { type: 'string' },
      engineering: { type: 'string' },
      'what-if': { type: 'string', multiple: true },
    },
  });
  return plansOfFlags(values, {});
}

describe('a plan in words', () => {
  it('is the same plan again on the command line, in leanscope.json and in an address', () => {
    fc.assert(
      fc.property(plans, (inputs) => {
        const back = plansOfCommand(commandLine(inputs));
        // A campaign with a name states its ramp, because the flag has a place for it.
        const campaigns = inputs.traffic?.campaigns?.map((each) =>
          each.name === undefined ? each : { rampDays: 0, ...each },
        );
        const traffic =
          inputs.traffic === undefined ? undefined : { ...inputs.traffic, ...(campaigns && { campaigns }) };
        assert.deepEqual(back, { ...inputs, ...(traffic && { traffic }) });
        assert.deepEqual(inputsOfText(textOfInputs(inputs)), inputs);
        const facts = Object.entries(inputs).filter(([name]) => name !== 'whatIf');
        assert.deepEqual(JSON.parse(leanscopeJson(inputs)), Object.fromEntries(facts));
      }),
    );
  });

  it('from outside is only as much as can be computed with', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        for (const inputs of [knownInputs(value), knownInputs({ traffic: value, deployment: value, whatIf: value })])
          assert.doesNotThrow(() => reprice(report, inputs));
      }),
      { numRuns: 40 },
    );
    const wild = knownInputs({
      traffic: { averageRequestsPerSecond: 5, peakFactor: NaN, campaigns: [{ start: 'x' }, 7, null] },
      deployment: { provider: 1 },
      whatIf: [{ function: 'f', speedup: 0 }],
    });
    assert.deepEqual(wild, { traffic: { averageRequestsPerSecond: 5, campaigns: [] }, whatIf: [] });
    assert.equal(inputsOfText('{"traffic'), undefined);
  });
});

describe('a number of the plan', () => {
  const fields = [
    ...[trafficFields, moreTrafficFields, deploymentFields, moreDeploymentFields],
    ...[purchaseFields, engineeringFields, campaignFields, [speedupField]],
  ].flat();

  it('has limits of its own, and what it is assumed to be lies within them', () => {
    for (const { name, limits, assumed, slider } of fields) {
      assert.ok(Number.isFinite(limits.least) && Number.isFinite(limits.most), name);
      if (assumed !== undefined) assert.ok(assumed >= limits.least && assumed <= limits.most, name);
      if (slider !== undefined) assert.ok(slider.least >= limits.least && slider.most <= limits.most, name);
    }
  });

  it('is refused where it is none, too much or too little, and never becomes NaN', () => {
    for (const field of fields) {
      for (const typed of ['abc', '1e999', '-1e9', '1e12', 'NaN', '0x', '--3'])
        assert.equal(valueOfTyped(field, typed).kind, 'wrong', `${field.name} ${typed}`);
      assert.equal(valueOfTyped(field, ' ').kind, field.required === true ? 'empty' : 'value');
      assert.equal(valueOfTyped(field, String(field.limits.most)).kind, 'value', field.name);
    }
    const [, growth] = trafficFields;
    assert.ok(growth !== undefined);
    assert.deepEqual(valueOfTyped(growth, '7'), { kind: 'value', value: 0.07 });
  });

  it('comes back from its slider about as it went there', () => {
    for (const { slider, name } of fields) {
      if (slider === undefined) continue;
      for (const place of [0, 0.25, 0.5, 1]) {
        const there = placeOnSlider(slider, valueOnSlider(slider, place));
        assert.ok(Math.abs(there - place) < 0.03, `${name} ${place} ${there}`);
      }
    }
  });
});

describe('a deployment elsewhere', () => {
  it('is one that the catalogue has, in every region of every provider', () => {
    const from = { provider: 'aws', region: 'eu-central-1', instance: 'c7g.xlarge' };
    for (const provider of providerNames) {
      for (const region of [undefined, ...regionsOf(provider)]) {
        const to = moveTo(from, { provider, ...(region === undefined ? {} : { region }) });
        assert.ok(to !== undefined && findSku(to) !== undefined, `${provider} ${region ?? ''}`);
      }
    }
    assert.deepEqual(moveTo(from, { provider: 'gcp' })?.region, 'europe-west3');
    assert.deepEqual(moveTo(from, { provider: 'aws', region: 'eu-west-1' })?.instance, 'c7g.xlarge');
    assert.equal(moveTo(from, { provider: 'nobody' }), undefined);
  });

  it('is stated whole with its first field, and hours of nobody cost nothing', () => {
    assert.deepEqual(withDeployment({}, report.cost.basis, { minInstances: 3 }).deployment, {
      ...{ provider: 'aws', region: 'us-east-1', instance: 'm7i.large' },
      minInstances: 3,
    });
    assert.deepEqual(withEngineering({}, { hoursPerChange: 4 }), {});
    assert.deepEqual(withEngineering({ engineering: { usdPerHour: 9 } }, { usdPerHour: undefined as never }), {});
  });
});

describe('a plan written into leanscope.json', () => {
  const traffic = { averageRequestsPerSecond: 80, peakFactor: 3 };

  it('leaves what is beside it, comments included, as it stands', () => {
    const before = `{
  // Ours.
  "scenario": { "requests": [] },
  "traffic": {
    "averageRequestsPerSecond": 50, // measured in May
    "growthPerMonth": 0.1
  }
}
`;
    const merged = mergePlans(before, { traffic }) ?? '';
    assert.ok(merged.includes('// Ours.') && merged.includes('// measured in May'), merged);
    assert.ok(merged.includes('"averageRequestsPerSecond": 80') && merged.includes('"peakFactor": 3'), merged);
    assert.ok(!merged.includes('growthPerMonth'), merged);
    assert.equal(mergePlans(merged, { traffic }), merged);
  });

  it('is the plan that was written, whatever was there', () => {
    fc.assert(
      fc.property(plans, plans, fc.constantFrom(0, 2), (first, second, indent) => {
        const facts = ({ traffic: t, deployment, engineering }: CostInputs) =>
          JSON.parse(JSON.stringify({ traffic: t, deployment, engineering })) as object;
        const before = JSON.stringify({ scenario: {}, ...facts(first) }, undefined, indent);
        assert.deepEqual(JSON.parse(mergePlans(before, second) ?? ''), { scenario: {}, ...facts(second) });
      }),
    );
  });

  it('makes a file where there is none, and refuses one that it would break', () => {
    assert.deepEqual(JSON.parse(mergePlans('', { traffic }) ?? ''), { traffic });
    for (const broken of ['{ "traffic": ', '[]', '7', '{ nonsense }'])
      assert.equal(mergePlans(broken, { traffic }), undefined);
  });
});
