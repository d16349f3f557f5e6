/** What a user stated of traffic, deployment and engineers' time, tested by name: what is absurd is said and left out. */
import type { Campaign, Deployment, Engineering, Extra, Traffic } from '../model/spec.ts';

export interface Checked<T> {
  readonly value: T;
  /** A sentence each without its full stop, naming the field, what it may say and what it says. */
  readonly problems: readonly string[];
}

/** What a number may be, ends included. */
export interface Limits {
  readonly least: number;
  readonly most: number;
  readonly whole: boolean;
}

type Rule = readonly [isRight: (value: unknown) => boolean, wanted: string, limits?: Limits];
type Rules<T> = Readonly<Partial<Record<keyof T, Rule>>>;

const number = (least: number, most: number): Rule => [
  (value) => typeof value === 'number' && value >= least && value <= most,
  `a number from ${least} to ${most}`,
  { least, most, whole: false },
];
const leastAbove0 = 1e-6;
const above0 = (most: number): Rule => [
  (value) => typeof value === 'number' && value >= leastAbove0 && value <= most,
  `a number above 0 and at most ${most}`,
  { least: leastAbove0, most, whole: false },
];
const whole = (least: number, most: number): Rule => [
  (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
  `a whole number from ${least} to ${most}`,
  { least, most, whole: true },
];
const figures = (count: number): Rule => [
  (value) =>
    Array.isArray(value) &&
    value.length === count &&
    value.every((each) => typeof each === 'number' && each >= 0 && each <= 1e9) &&
    value.some((each) => Number(each) > 0),
  `${count} numbers, none below 0 and not all of them 0`,
];
const oneOf = (...values: readonly string[]): Rule => [
  (value) => typeof value === 'string' && values.includes(value),
  `one of ${values.join(', ')}`,
];

/** More than any service has: ten times what the largest of them together answer. */
const mostRequestsPerSecond = 1e9;

const averageRules: Rules<Traffic> = { averageRequestsPerSecond: above0(mostRequestsPerSecond) };
const trafficRules: Rules<Traffic> = {
  peakFactor: number(1, 24),
  daily: figures(24),
  peakHour: whole(0, 23),
  weekly: figures(7),
  growthPerMonth: number(-0.9, 2),
  burstFactor: number(1, 100),
  cachedBytesShare: number(0, 1),
};

/** 30 February is read as 1 or 2 March, or not at all. */
function isDay(text: string): boolean {
  const ms = Date.parse(`${text}T00:00Z`);
  return Number.isFinite(ms) && new Date(ms).toISOString().startsWith(text);
}

const campaignRules: Rules<Campaign> = {
  start: [
    (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && isDay(value),
    'a date like 2027-11-26',
  ],
  days: whole(1, 366),
  multiplier: above0(1000),
};

const extraNames: readonly string[] = [
  'loadBalancer',
  'natGateway',
  'kubernetesControlPlane',
] satisfies readonly Extra[];

const deploymentRules: Rules<Deployment> = {
  utilizationTarget: above0(1),
  purchase: oneOf('onDemand', 'spot', 'committed'),
  discount: number(0, 0.95),
  purchaseShare: number(0, 1),
  workersPerInstance: whole(1, 1024),
  minInstances: whole(0, 100_000),
  spareInstances: whole(0, 100_000),
  instances: whole(1, 10_000_000),
  scaleUpHeadroom: number(0, 10),
  backendRequestsPerSecond: above0(mostRequestsPerSecond),
  extras: [
    (value) => Array.isArray(value) && value.every((each) => extraNames.includes(String(each))),
    `some of ${extraNames.join(', ')}`,
  ],
};

const engineeringRules: Rules<Engineering> = { usdPerHour: above0(10_000), hoursPerChange: above0(100_000) };

interface Plans {
  readonly traffic: Traffic;
  readonly campaign: Campaign;
  readonly deployment: Deployment;
  readonly engineering: Engineering;
}

/** What the number of that name may be, for whoever asks for it; undefined for what is no number, or has its own rule. */
export function limitsOf<G extends keyof Plans>(group: G, field: keyof Plans[G]): Limits | undefined {
  const rules: { readonly [K in keyof Plans]: Rules<Plans[K]> } = {
    traffic: { ...averageRules, ...trafficRules },
    campaign: campaignRules,
    deployment: deploymentRules,
    engineering: engineeringRules,
  };
  return rules[group][field]?.[2];
}

/** Without a usable average there is no traffic, whatever else is stated. */
export function checkTraffic(traffic: Traffic): Checked<Traffic | undefined> {
  const average = checkFields(traffic, averageRules, 'traffic');
  if (average.problems.length > 0) return { value: undefined, problems: average.problems };
  const fields = checkFields(traffic, trafficRules, 'traffic');
  const campaigns = (traffic.campaigns ?? []).map((campaign, at) =>
    checkCampaign(campaign, `traffic.campaigns[${at}]`),
  );
  const right = campaigns.flatMap(({ value }) => (value === undefined ? [] : [value]));
  return {
    value: { ...fields.value, ...(traffic.campaigns === undefined ? {} : { campaigns: right }) },
    problems: [...fields.problems, ...campaigns.flatMap(({ problems }) => problems)],
  };
}

/** A campaign that is wrong in one field is left out as a whole: half of one would be somebody else's. */
function checkCampaign(campaign: Campaign, place: string): Checked<Campaign | undefined> {
  const rampDays = whole(0, Math.max(0, campaign.days - 1));
  const { value, problems } = checkFields(campaign, { ...campaignRules, rampDays }, place, true);
  return { value: problems.length === 0 ? value : undefined, problems };
}

export function checkDeployment(deployment: Deployment): Checked<Deployment> {
  const { value, problems } = checkFields(deployment, deploymentRules, 'deployment');
  if (value.purchase !== 'committed' || value.discount !== undefined) return { value, problems };
  const missing =
    'deployment.purchase is "committed", but deployment.discount does not say how much less that costs; rates differ by family and term, 0.3 for one year and 0.5 for three are common presets';
  return { value: { ...value, purchase: 'onDemand' }, problems: [...problems, missing] };
}

export function checkEngineering(engineering: Engineering): Checked<Engineering | undefined> {
  const { value, problems } = checkFields(engineering, engineeringRules, 'engineering', true);
  return { value: typeof value.usdPerHour === 'number' ? value : undefined, problems };
}

/** Of records whose other fields must all be there. */
const optional = new Set(['rampDays', 'hoursPerChange']);

function checkFields<T extends object>(stated: T, rules: Rules<T>, place: string, required = false): Checked<T> {
  const values = { ...stated } as Readonly<Record<string, unknown>>;
  const wrong = Object.entries<Rule>(rules as Readonly<Record<string, Rule>>).filter(
    ([name, [isRight]]) => (values[name] !== undefined || (required && !optional.has(name))) && !isRight(values[name]),
  );
  const names = new Set(wrong.map(([name]) => name));
  return {
    value: Object.fromEntries(Object.entries(values).filter(([name]) => !names.has(name))) as T,
    problems: wrong.map(([name, [, wanted]]) => `${place}.${name} must be ${wanted}${butIs(values[name])}`),
  };
}

function butIs(value: unknown): string {
  if (value === undefined) return ', and is missing';
  return `, not ${typeof value === 'number' ? String(value) : JSON.stringify(value)}`;
}
