/**
 * How fast a machine runs JavaScript: what the probe found on it, and the one-line token in which a server's result travels to
 * the developer's machine. A token names a processor and an instance type; no host, user or address.
 */

/** The kernels of the probe, in the order of `SpeedProbe.perCpuSecond`. The last two are native code and say nothing of JavaScript. */
export const probeKernels = ['json', 'strings', 'maps', 'objects', 'sha256', 'gzip'] as const;
const javascriptKernels = 4;

/** Raised when a kernel changes: results of different kernels cannot be compared. */
export const probeVersion = 1;

export interface SpeedProbe {
  readonly probeVersion: number;
  /** When it ended, ISO. */
  readonly takenAt: string;
  readonly nodeVersion: string;
  readonly cpuModel: string;
  readonly arch: string;
  readonly logicalCpus: number;
  /** Wall-clock time it was given, s; a short one is noisier. */
  readonly seconds: number;
  /** Operations per CPU-second of each kernel: upper quartile of the undisturbed rounds. */
  readonly perCpuSecond: readonly number[];
  /** Half the interquartile range of a kernel's rounds over their median, mean of the kernels: 0.03 is a quiet machine. */
  readonly noise: number;
  /** Rounds thrown away because the probe was not running all the time, as a share of all. */
  readonly disturbedShare: number;
}

/** A probe of a production server. */
export interface ServerProbe extends SpeedProbe {
  /** As catalogues name it, "aws/c7g.large"; absent where nobody said. */
  readonly instance?: string;
}

/** Geometric mean of the JavaScript kernels; undefined where a kernel gave nothing. */
export function speedScore({ perCpuSecond }: SpeedProbe): number | undefined {
  const known = perCpuSecond.slice(0, javascriptKernels).filter((value) => value > 0 && Number.isFinite(value));
  if (known.length < javascriptKernels) return undefined;
  return Math.exp(known.reduce((sum, value) => sum + Math.log(value), 0) / known.length);
}

export function nodeMajor({ nodeVersion }: Pick<SpeedProbe, 'nodeVersion'>): number {
  return Number.parseInt(nodeVersion.replace(/^v/, ''), 10);
}

const prefix = 'leanscope1';

/** One line that survives chat, mail and terminals: prefix, base64url of JSON, checksum. */
export function tokenOf(probe: ServerProbe): string {
  const { probeVersion: version, takenAt, nodeVersion, cpuModel, arch, logicalCpus, seconds, instance } = probe;
  const figures = [probe.perCpuSecond.map(fourDigits), fourDigits(probe.noise), fourDigits(probe.disturbedShare)];
  const fields = [version, takenAt, nodeVersion, cpuModel, arch, logicalCpus, seconds, ...figures, instance ?? null];
  const body = toBase64Url(JSON.stringify(fields));
  return `${prefix}.${body}.${checksum(body)}`;
}

/** Undefined for what is no token, not a whole one, or of another version of the probe. */
export function probeOfToken(token: string): ServerProbe | undefined {
  const [name, body, sum, ...more] = token.trim().split('.');
  if (name !== prefix || body === undefined || more.length > 0 || sum !== checksum(body)) return undefined;
  const fields = parsed(body);
  if (!isProbe(fields)) return undefined;
  const [version, takenAt, nodeVersion, cpuModel, arch, logicalCpus, seconds, perCpuSecond, noise, disturbedShare, on] =
    fields;
  const machine = { takenAt, nodeVersion, cpuModel, arch, logicalCpus };
  const figures = { seconds, perCpuSecond, noise, disturbedShare };
  return { probeVersion: version, ...machine, ...figures, ...(on === null ? {} : { instance: on }) };
}

type Fields = readonly [
  version: number,
  takenAt: string,
  nodeVersion: string,
  cpuModel: string,
  arch: string,
  logicalCpus: number,
  seconds: number,
  perCpuSecond: readonly number[],
  noise: number,
  disturbedShare: number,
  instance: string | null,
];

const types = ['number', 'string', 'string', 'string', 'string', 'number', 'number', 'object', 'number', 'number'];

function isProbe(fields: unknown): fields is Fields {
  if (!Array.isArray(fields) || fields.length !== types.length + 1) return false;
  const [version, takenAt, nodeVersion, cpuModel, arch, ...figures] = fields as unknown[];
  const [logicalCpus, seconds, perCpuSecond, noise, disturbedShare, instance] = figures;
  return (
    types.every((type, i) => typeof fields[i] === type) &&
    version === probeVersion &&
    isMoment(takenAt) &&
    /^v?\d{1,3}\.\d{1,3}\.\d{1,3}(?:-[\w.-]{1,40})?$/.test(String(nodeVersion)) &&
    /^[^\p{C}<>[\]`"]{0,100}$/u.test(String(cpuModel)) &&
    /^[\w.-]{1,20}$/.test(String(arch)) &&
    isBetween(logicalCpus, 1, 10_000) &&
    isBetween(seconds, 0, 3600) &&
    Array.isArray(perCpuSecond) &&
    perCpuSecond.length === probeKernels.length &&
    perCpuSecond.every((value) => isBetween(value, leastPerSecond, mostPerSecond)) &&
    isBetween(noise, 0, 100) &&
    isBetween(disturbedShare, 0, 1) &&
    (instance === null || (typeof instance === 'string' && /^[\w./-]{1,60}$/.test(instance)))
  );
}

/** A token may be forged, and its figures become dollars: no machine does less of a kernel in a second of CPU, or more. */
const leastPerSecond = 0.01;
const mostPerSecond = 1e8;

function isBetween(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && value >= least && value <= most;
}

/** An ISO date that is one: its words are shown. */
function isMoment(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]{5,12}Z$/.test(value) && !Number.isNaN(Date.parse(value));
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(fromBase64Url(body)) as unknown;
  } catch {
    // Not base64, or not JSON: the caller hears that it is no token.
    return undefined;
  }
}

function toBase64Url(text: string): string {
  const bytes = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
  return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(body: string): string {
  const bytes = atob(body.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder().decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0)));
}

/** FNV-1a, 32 bits: enough to tell a token that lost its end. http://www.isthe.com/chongo/tech/comp/fnv/ */
function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}

function fourDigits(value: number): number {
  return Number(value.toPrecision(4));
}
