import assert from 'node:assert/strict';
import { plansOfFlags, type PlanFlags } from '../../src/cli/plan-flags.ts';
import { FailureError } from '../../src/model/failure.ts';
import type { Plans } from '../../src/model/spec.ts';

function refusal(flags: PlanFlags, known: Plans = {}): string {
  try {
    plansOfFlags(flags, known);
  } catch (error) {
    assert.ok(error instanceof FailureError && error.failure.kind === 'badCall', String(error));
    return error.failure.problem;
  }
  assert.fail(`${JSON.stringify(flags)} was taken`);
}

describe('plans on the command line', () => {
  it('are read by name, in units people write', () => {
    const plans = plansOfFlags(
      {
        traffic: 'average=200,peak=2.5,growth=4%,weekly=1:1:1:1:1:2:2',
        campaign: ['2027-11-26/4/3', '2027-12-10/10/x2/3/a/b'],
        deployment: 'aws/eu-west-1/c7g.large,purchase=committed,discount=30%,instances=4,extras=nat+kubernetes',
        engineering: 'usd-per-hour=120,hours=16',
        'what-if': ['src/a.ts:3:1:renderCatalogue=2x', 'sign=1.5'],
      },
      {},
    );
    assert.deepEqual(plans, {
      traffic: {
        averageRequestsPerSecond: 200,
        peakFactor: 2.5,
        growthPerMonth: 0.04,
        weekly: [1, 1, 1, 1, 1, 2, 2],
        campaigns: [
          { start: '2027-11-26', days: 4, multiplier: 3 },
          { start: '2027-12-10', days: 10, multiplier: 2, rampDays: 3, name: 'a/b' },
        ],
      },
      deployment: {
        provider: 'aws',
        region: 'eu-west-1',
        instance: 'c7g.large',
        purchase: 'committed',
        discount: 0.3,
        instances: 4,
        extras: ['natGateway', 'kubernetesControlPlane'],
      },
      engineering: { usdPerHour: 120, hoursPerChange: 16 },
      whatIf: [
        { function: 'src/a.ts:3:1:renderCatalogue', speedup: 2 },
        { function: 'sign', speedup: 1.5 },
      ],
    });
  });

  it('come on top of what the run has', () => {
    const known: Plans = {
      traffic: { averageRequestsPerSecond: 50, peakFactor: 3 },
      deployment: { provider: 'gcp', region: 'europe-west1', instance: 'n2-standard-2', minInstances: 1 },
    };
    assert.deepEqual(plansOfFlags({}, known), known);
    assert.deepEqual(plansOfFlags({ traffic: '900' }, known).traffic, {
      ...known.traffic,
      averageRequestsPerSecond: 900,
    });
    assert.deepEqual(plansOfFlags({ 'requests-per-second': '7' }, known).traffic?.peakFactor, 3);
    assert.deepEqual(plansOfFlags({ deployment: 'purchase=spot' }, known).deployment, {
      ...known.deployment,
      purchase: 'spot',
    });
    assert.equal(plansOfFlags({ deployment: 'aws/us-east-1/m7i.large' }, known).deployment?.minInstances, undefined);
  });

  it('are refused by name where they are absurd', () => {
    for (const [flags, name] of [
      [{ traffic: '0' }, 'traffic.averageRequestsPerSecond'],
      [{ traffic: 'average=many' }, 'traffic.averageRequestsPerSecond'],
      [{ traffic: 'average=1e10' }, 'traffic.averageRequestsPerSecond'],
      [{ traffic: 'average=NaN' }, 'traffic.averageRequestsPerSecond'],
      [{ traffic: 'average=5,growth=-200%' }, 'traffic.growthPerMonth'],
      [{ traffic: 'average=5,peak=0.5' }, 'traffic.peakFactor'],
      [{ traffic: 'average=5,daily=1:2' }, 'traffic.daily'],
      [{ traffic: 'average=5,weekly=0:0:0:0:0:0:0' }, 'traffic.weekly'],
      [{ traffic: 'peek=5' }, '"peek=5"'],
      [{ traffic: 'growth=5%' }, 'average'],
      [{ traffic: '5', campaign: ['2027-02-30/1/2'] }, 'traffic.campaigns[0].start'],
      [{ traffic: '5', campaign: ['2027-02-01/1/0'] }, 'traffic.campaigns[0].multiplier'],
      [{ traffic: '5', campaign: ['2027-02-01/2/3/2'] }, 'traffic.campaigns[0].rampDays'],
      [{ traffic: '5', campaign: ['soon'] }, '--campaign'],
      [{ deployment: 'aws/m7i.large' }, '--deployment'],
      [{ deployment: 'aws/us-east-1/m7i.large,purchase=committed' }, 'deployment.discount'],
      [{ deployment: 'aws/us-east-1/m7i.large,purchase=free' }, 'deployment.purchase'],
      [{ deployment: 'aws/us-east-1/m7i.large,instances=0' }, 'deployment.instances'],
      [{ deployment: 'aws/us-east-1/m7i.large,extras=nat+yacht' }, 'deployment.extras'],
      [{ engineering: 'hours=3' }, 'engineering.usdPerHour'],
      [{ 'what-if': ['render'] }, '--what-if'],
      [{ 'what-if': ['render=0.5x'] }, '--what-if'],
    ] as const)
      assert.ok(refusal(flags).includes(name), `${JSON.stringify(flags)}: ${refusal(flags)}`);
  });
});
