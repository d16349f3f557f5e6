/** A plan as the texts that others read: the part of leanscope.json that states it, and the call of the command line that prices it. */
import type { CostInputs } from '../../model/report-cost.ts';
import type { Campaign, Deployment, Engineering, Traffic } from '../../model/spec.ts';

/** A what-if is a question, not a fact of the project, and stays out. */
export function leanscopeJson({ traffic, deployment, engineering }: CostInputs): string {
  return JSON.stringify({ traffic, deployment, engineering }, undefined, 2);
}

const trafficFlags = {
  averageRequestsPerSecond: 'average',
  peakFactor: 'peak',
  peakHour: 'peak-hour',
  daily: 'daily',
  weekly: 'weekly',
  growthPerMonth: 'growth',
  burstFactor: 'burst',
  cachedBytesShare: 'cached',
} as const satisfies Partial<Record<keyof Traffic, string>>;

const deploymentFlags = {
  utilizationTarget: 'utilization',
  purchase: 'purchase',
  discount: 'discount',
  purchaseShare: 'share',
  workersPerInstance: 'workers',
  minInstances: 'min',
  spareInstances: 'spare',
  instances: 'instances',
  scaleUpHeadroom: 'headroom',
  backendRequestsPerSecond: 'backend',
  extras: 'extras',
} as const satisfies Partial<Record<keyof Deployment, string>>;

const engineeringFlags = { usdPerHour: 'usd-per-hour', hoursPerChange: 'hours' } as const satisfies Record<
  keyof Engineering,
  string
>;

const extraNames: Readonly<Record<string, string>> = {
  loadBalancer: 'load-balancer',
  natGateway: 'nat',
  kubernetesControlPlane: 'kubernetes',
};

export function commandLine({ traffic, deployment, engineering, whatIf = [] }: CostInputs): string {
  const place =
    deployment === undefined
      ? []
      : [
          [
            `${deployment.provider}/${deployment.region}/${deployment.instance}`,
            ...fields(deployment, deploymentFlags),
          ],
        ];
  return [
    'leanscope price last',
    ...(traffic === undefined ? [] : [flag('traffic', fields(traffic, trafficFlags).join(','))]),
    ...(traffic?.campaigns ?? []).map((campaign) => flag('campaign', campaignText(campaign))),
    ...place.map((parts) => flag('deployment', parts.join(','))),
    ...(engineering === undefined ? [] : [flag('engineering', fields(engineering, engineeringFlags).join(','))]),
    ...whatIf.map(({ function: name, speedup }) => flag('what-if', `${name}=${speedup}x`)),
  ].join(' ');
}

function fields(values: object, names: Readonly<Record<string, string>>): readonly string[] {
  const stated = values as Readonly<Record<string, unknown>>;
  return Object.entries(names).flatMap(([field, name]) =>
    stated[field] === undefined ? [] : [`${name}=${valueText(stated[field])}`],
  );
}

function valueText(value: unknown): string {
  if (!Array.isArray(value)) return String(value);
  return typeof value[0] === 'string' ? value.map((name) => extraNames[String(name)] ?? '').join('+') : value.join(':');
}

function campaignText({ start, days, multiplier, rampDays, name }: Campaign): string {
  const ramp = rampDays === undefined && name === undefined ? [] : [rampDays ?? 0];
  return [start, days, multiplier, ...ramp, ...(name === undefined ? [] : [name])].join('/');
}

/** Quoted for a POSIX shell, where it must be. */
function flag(name: string, value: string): string {
  return `--${name} ${/^[\w./,:=+-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`}`;
}
