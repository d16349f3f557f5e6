/** Reads the summary of another load engine: k6's `--summary-export` or `handleSummary`, Artillery's `--output`. */
import type { LoadEvidence } from '../model/load-evidence.ts';
import { badFile, parseJson, readText } from './check-file.ts';

type Json = Readonly<Record<string, unknown>>;
type Curve = NonNullable<LoadEvidence['curve']>;

/** @throws FailureError badFile */
export async function readLoadEvidence(file: string): Promise<LoadEvidence> {
  const fix = 'Name the file that k6 run --summary-export or artillery run --output wrote.';
  const evidence = toLoadEvidence(parseJson(file, await readText(file, fix)), file);
  if (evidence === undefined) throw badFile(file, 'it is no summary of k6 or Artillery.', fix);
  return evidence;
}

/** undefined where the value is no such summary. */
export function toLoadEvidence(value: unknown, file: string): LoadEvidence | undefined {
  if (!isObject(value)) return undefined;
  if (isObject(value['metrics'])) return ofK6(value['metrics'], file);
  return isObject(value['aggregate']) ? ofArtillery(value, value['aggregate'], file) : undefined;
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
  // A rate's `passes` count what was true: here, that a request failed.
  const failures = numberAt(failed, 'passes');
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

/** Each failed request counts under `errors.<its kind>`. */
function failuresIn(period: Json): number {
  return Object.entries(objectAt(period, 'counters'))
    .filter(([name]) => name.startsWith('errors.'))
    .reduce((sum, [, count]) => sum + (typeof count === 'number' ? count : 0), 0);
}

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
