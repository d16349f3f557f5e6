/** Reads the summary of another load engine: k6's of every kind, Artillery's `--output`. */
import type { LoadEvidence } from '../model/load-evidence.ts';
import { badFile, parseJson, readText } from './check-file.ts';

type Json = Readonly<Record<string, unknown>>;
type Curve = NonNullable<LoadEvidence['curve']>;

/** @throws FailureError badFile */
export async function readLoadEvidence(file: string): Promise<LoadEvidence> {
  const fix = 'Name the file that k6 run --summary-export or artillery run --output wrote.';
  const text = await readText(file, fix);
  if (isStream(text)) throw badFile(file, 'it holds each single measurement of k6 (--out json), and no summary.', fix);
  const value = parseJson(file, text);
  const evidence = toLoadEvidence(value, file);
  if (evidence !== undefined) return evidence;
  const version = k6Version(value);
  const known = version === undefined || version.startsWith('1.');
  if (known) throw badFile(file, problemOf(value), fix);
  throw badFile(
    file,
    `it is a summary of k6 in version ${version} of its form, which is not read.`,
    'Have k6 write another: --summary-export FILE.',
  );
}

/** Lines of JSON: k6's `--out json`. */
function isStream(text: string): boolean {
  return /^\s*\{"(?:type|metric)":"(?:Metric|Point|\w+)"[^\n]*\}\s*\n\s*\{/.test(text.slice(0, 10_000));
}

function problemOf(value: unknown): string {
  const isK6 = isObject(value) && (isObject(value['metrics']) || isObject(value['results']));
  if (isK6) return 'it is a summary of k6, and counts no HTTP requests.';
  if (isObject(value) && isObject(value['aggregate']))
    return 'it is a report of Artillery, and counts no HTTP requests.';
  return 'it is no summary of k6 or Artillery.';
}

/** Of its machine-readable summary: https://grafana.com/docs/k6/latest/results-output/end-of-test/ */
function k6Version(value: unknown): string | undefined {
  if (!isObject(value) || !isObject(value['results']) || !isObject(value['metadata'])) return undefined;
  const { version, metadata } = value;
  return typeof version === 'string' && 'k6Version' in metadata ? version : undefined;
}

/** undefined where the value is no such summary. */
export function toLoadEvidence(value: unknown, file: string): LoadEvidence | undefined {
  if (!isObject(value)) return undefined;
  if (k6Version(value)?.startsWith('1.') === true) return ofMachineReadable(value, file);
  if (isObject(value['metrics'])) return ofK6(value['metrics'], file);
  const { aggregate } = value;
  if (!isObject(aggregate)) return undefined;
  return isObject(aggregate['codes']) ? ofOldArtillery(aggregate, file) : ofArtillery(value, aggregate, file);
}

/** Of version 1: counts beside their names, and each error a request without an answer. */
function ofOldArtillery(aggregate: Json, file: string): LoadEvidence | undefined {
  const sumOf = (counts: Json, pattern: RegExp): number =>
    Object.entries(counts).reduce(
      (sum, [name, count]) => sum + (pattern.test(name) && typeof count === 'number' ? count : 0),
      0,
    );
  const [codes, latency] = [objectAt(aggregate, 'codes'), objectAt(aggregate, 'latency')];
  const unanswered = sumOf(objectAt(aggregate, 'errors'), /./);
  const answered = numberAt(aggregate, 'requestsCompleted') ?? sumOf(codes, /^\d{3}$/);
  if (answered + unanswered === 0) return undefined;
  return {
    engine: 'artillery',
    file,
    requests: answered + unanswered,
    failed: unanswered + sumOf(codes, /^[45]\d\d$/),
    ...defined({ requestsPerSecond: numberAt(objectAt(aggregate, 'rps'), 'mean') }),
    latencyMs: defined({
      p50: numberAt(latency, 'median'),
      p95: numberAt(latency, 'p95'),
      p99: numberAt(latency, 'p99'),
      max: numberAt(latency, 'max'),
    }),
  };
}

/** Its counters have no rate; how long the test took is in its configuration, in seconds. */
function ofMachineReadable(summary: Json, file: string): LoadEvidence | undefined {
  const evidence = ofK6(byName(objectAt(summary, 'results')['metrics']), file);
  const seconds = numberAt(objectAt(summary, 'config'), 'duration') ?? 0;
  if (evidence === undefined || evidence.requestsPerSecond !== undefined || seconds <= 0) return evidence;
  return { ...evidence, requestsPerSecond: evidence.requests / seconds };
}

/** The machine-readable summary has a list of metrics; the older ones have them by name. */
function byName(metrics: unknown): Json {
  const all = Array.isArray(metrics) ? metrics.filter(isObject) : [];
  return Object.fromEntries(all.flatMap((each) => (typeof each['name'] === 'string' ? [[each['name'], each]] : [])));
}

/** `handleSummary` holds each metric's numbers under `values`, `--summary-export` beside its name. Times are in ms. */
function ofK6(metrics: Json, file: string): LoadEvidence | undefined {
  const valuesOf = (name: string): Json => {
    const metric = objectAt(metrics, name);
    return isObject(metric['values']) ? metric['values'] : metric;
  };
  const [all, latency, failed] = [valuesOf('http_reqs'), valuesOf('http_req_duration'), valuesOf('http_req_failed')];
  const requests = numberAt(all, 'count');
  if (requests === undefined) return undefined;
  // A rate's `passes` or `matches` count what was true: here, that a request failed.
  const share = numberAt(failed, 'rate') ?? numberAt(failed, 'value');
  const counted = numberAt(failed, 'passes') ?? numberAt(failed, 'matches');
  const failures = counted ?? (share === undefined ? undefined : Math.round(share * requests));
  return {
    engine: 'k6',
    file,
    requests,
    ...defined({ failed: failures, requestsPerSecond: numberAt(all, 'rate') }),
    latencyMs: defined({
      p50: numberAt(latency, 'med'),
      p90: numberAt(latency, 'p(90)'),
      p95: numberAt(latency, 'p(95)'),
      p99: numberAt(latency, 'p(99)'),
      p999: numberAt(latency, 'p(99.9)'),
      max: numberAt(latency, 'max'),
    }),
  };
}

function ofArtillery(report: Json, aggregate: Json, file: string): LoadEvidence | undefined {
  const requests = numberAt(objectAt(aggregate, 'counters'), 'http.requests');
  if (requests === undefined) return undefined;
  const latency = objectAt(objectAt(aggregate, 'summaries'), 'http.response_time');
  const { intermediate } = report;
  const periods = Array.isArray(intermediate) ? intermediate.filter(isObject) : [];
  const curve = periods.flatMap(pointOf);
  const durationMs = spanOf(aggregate);
  return {
    engine: 'artillery',
    file,
    requests,
    failed: failuresIn(aggregate),
    ...(durationMs === undefined ? {} : { requestsPerSecond: (requests / durationMs) * 1000 }),
    latencyMs: defined({
      p50: numberAt(latency, 'p50') ?? numberAt(latency, 'median'),
      p90: numberAt(latency, 'p90'),
      p95: numberAt(latency, 'p95'),
      p99: numberAt(latency, 'p99'),
      p999: numberAt(latency, 'p999'),
      max: numberAt(latency, 'max'),
    }),
    ...(curve.length === 0 ? {} : { curve }),
  };
}

/** One of Artillery's periods of ten seconds. */
function pointOf(period: Json): Curve {
  const rate = numberAt(objectAt(period, 'rates'), 'http.request_rate');
  if (rate === undefined) return [];
  const latency = objectAt(objectAt(period, 'summaries'), 'http.response_time');
  return [
    {
      requestsPerSecond: rate,
      failed: failuresIn(period),
      ...defined({ p50Ms: numberAt(latency, 'p50'), p99Ms: numberAt(latency, 'p99') }),
    },
  ];
}

/**
 * Requests without an answer, and answers that are errors: as everywhere here, those with a status from 400 up. Artillery counts the
 * former under `errors.<the system's name>`, and the latter only where its script expects something, under `errors.<other words>`: such
 * an answer may be one of a bad status, so that only what is more than those is added. The total is the least that failed.
 */
function failuresIn(period: Json): number {
  const counters = Object.entries(objectAt(period, 'counters'));
  const sumOf = (pattern: RegExp): number =>
    counters
      .filter(([name]) => pattern.test(name))
      .reduce((sum, [, count]) => sum + (typeof count === 'number' ? count : 0), 0);
  const unanswered = sumOf(systemError);
  return unanswered + Math.max(sumOf(/^http\.codes\.[45]\d\d$/), sumOf(/^errors\./) - unanswered);
}

/** `ETIMEDOUT`, `ERR_TLS_CERT_ALTNAME_INVALID`, `DEPTH_ZERO_SELF_SIGNED_CERT`: no answer came. */
const systemError = /^errors\.(?:E[A-Z]+\w*|[A-Z]+(?:_[A-Z\d]+)+)$/;

function spanOf(aggregate: Json): number | undefined {
  const [first, last] = [numberAt(aggregate, 'firstMetricAt'), numberAt(aggregate, 'lastMetricAt')];
  return first === undefined || last === undefined || last <= first ? undefined : last - first;
}

function defined<K extends string>(values: Readonly<Record<K, number | undefined>>): Partial<Record<K, number>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<
    Record<K, number>
  >;
}

function numberAt(holder: Json, key: string): number | undefined {
  const value = holder[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectAt(holder: Json, key: string): Json {
  const value = holder[key];
  return isObject(value) ? value : {};
}
