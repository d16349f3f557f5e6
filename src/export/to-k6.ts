/**
 * In: a scenario. Out: a script for k6: the scenario as data, and under it what sends it. It needs nothing but k6, so that it
 * runs wherever `k6 run` does, distributed runners included.
 */
import { hasBytes, hasMessages, type Exportable } from './exportable.ts';

export interface ExportOptions {
  /** Where the application is; the script lets `BASE_URL` say otherwise. */
  readonly baseUrl: string;
  /** Journeys begun per second; without it, users who each wait for their answers. */
  readonly ratePerSecond?: number;
  readonly durationSeconds: number;
}

export function toK6(scenario: Exportable, { baseUrl, ratePerSecond, durationSeconds }: ExportOptions): string {
  const { setup, journeys, variables, data, environment, connections } = scenario;
  const duration = `${durationSeconds}s`;
  const load =
    ratePerSecond === undefined
      ? { executor: 'constant-vus', vus: connections, duration }
      : {
          executor: 'constant-arrival-rate',
          ...wholeRate(ratePerSecond),
          duration,
          preAllocatedVUs: connections,
          maxVUs: 1000,
        };
  const options = {
    // A user keeps its cookies, as a browser would; the setup logs in only once.
    noCookiesReset: true,
    maxRedirects: 0,
    insecureSkipTLSVerify: true,
    scenarios: { mix: load },
    summaryTrendStats: ['min', 'avg', 'med', 'p(90)', 'p(95)', 'p(99)', 'p(99.9)', 'max', 'count'],
  };
  return `// Made by Leanscope from a load scenario. Run it with: k6 run --summary-export=summary.json ${environment
    .map((name) => `-e ${name}=… `)
    .join('')}FILE
// and read the summary back with: leanscope report last --load-evidence summary.json
import http from 'k6/http';
${hasMessages(scenario) ? "import ws from 'k6/ws';\n" : ''}${hasBytes(scenario) ? "import encoding from 'k6/encoding';\n" : ''}import { check, sleep } from 'k6';
import exec from 'k6/execution';

const base = __ENV.BASE_URL || ${JSON.stringify(baseUrl)};
const environment = ${JSON.stringify(environment)};

export const options = ${JSON.stringify(options, null, 2)};

const setupSteps = ${JSON.stringify(setup, null, 2)};

const journeys = ${JSON.stringify(journeys, null, 2)};

const variables = ${JSON.stringify(variables, null, 2)};

const data = ${JSON.stringify(data, null, 2)};
${runtime}${hasMessages(scenario) ? messages : ''}`;
}

/** k6 takes whole numbers: 0.5 a second is 30 a minute. */
function wholeRate(perSecond: number): { readonly rate: number; readonly timeUnit: string } {
  if (Number.isInteger(perSecond)) return { rate: perSecond, timeUnit: '1s' };
  const perMinute = Math.round(perSecond * 60);
  return perMinute > 0 ? { rate: perMinute, timeUnit: '1m' } : { rate: 1, timeUnit: '1h' };
}

const runtime = String.raw`
for (const name of environment)
  if (__ENV[name] === undefined) throw new Error('Set ' + name + ': k6 run -e ' + name + '=…');

// One for each virtual user: k6 loads this file anew for each.
let values;

export default function () {
  if (values === undefined) {
    values = Object.assign(withEnvironment(variables), rowsOf(exec.vu.idInTest - 1));
    for (const step of setupSteps) if (!send(step)) break;
  }
  for (const step of choose().steps) if (!send(step)) break;
}

function choose() {
  const all = journeys.reduce((sum, { weight }) => sum + weight, 0);
  let left = Math.random() * all;
  for (const journey of journeys) {
    left -= journey.weight;
    if (left < 0) return journey;
  }
  return journeys[journeys.length - 1];
}

function rowsOf(user) {
  const row = {};
  for (const table of Object.keys(data)) {
    const columns = data[table][user % data[table].length];
    for (const column of Object.keys(columns)) row[table + '.' + column] = columns[column];
  }
  return row;
}

function send({ name, method, path, headers, body, bodyBase64, expect, capture, thinkMs }) {
  const filled = {};
  for (const header of Object.keys(headers)) filled[header] = fill(headers[header]);
  if (method === 'WS') return talk({ name, path, headers: filled, body, bodyBase64, expect, capture, thinkMs });
  const wanted = [].concat(expect.status === undefined ? [] : expect.status);
  const params = { headers: filled, tags: { name } };
  if (wanted.length > 0) params.responseCallback = http.expectedStatuses.apply(null, wanted);
  const text = body === undefined ? null : fill(body);
  const sent = bodyBase64 === undefined ? text : encoding.b64decode(bodyBase64);
  const response = http.request(method, base + fill(path), sent, params);
  const checks = {
    [name + ': status']: ({ status }) =>
      wanted.length > 0 ? wanted.includes(status) : status > 0 && status < 400,
  };
  if (expect.contains !== undefined)
    checks[name + ': body'] = (answer) => typeof answer.body === 'string' && answer.body.includes(expect.contains);
  for (const jsonPath of Object.keys(expect.json || {}))
    checks[name + ': ' + jsonPath] = (answer) =>
      JSON.stringify(valueAt(parse(answer.body), jsonPath)) === JSON.stringify(expect.json[jsonPath]);
  return learn(check(response, checks, { name }), response, { capture, thinkMs });
}

function learn(isRight, response, { capture, thinkMs }) {
  let right = isRight;
  for (const key of Object.keys(capture || {})) {
    const value = captured(capture[key], response);
    if (value === undefined || value === null) right = false;
    else values[key] = typeof value === 'string' ? value : JSON.stringify(value);
  }
  if (thinkMs !== undefined) sleep(thinkMs / 1000);
  return right;
}

function captured(rule, response) {
  if (rule.json !== undefined) return valueAt(parse(response.body), rule.json);
  if (rule.header !== undefined) {
    const name = Object.keys(response.headers).find((each) => each.toLowerCase() === rule.header.toLowerCase());
    return name === undefined ? undefined : response.headers[name];
  }
  const found = new RegExp(rule.regex).exec(response.body || '');
  return found === null ? undefined : found[1] === undefined ? found[0] : found[1];
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    return undefined;
  }
}

function valueAt(json, path) {
  const parts = path.match(/\.[^.[\]]+|\[-?\d+\]|\['(?:[^'\\]|\\.)*'\]|\["(?:[^"\\]|\\.)*"\]/g) || [];
  return parts.reduce((value, part) => {
    if (value === undefined || value === null) return undefined;
    if (part[0] === '.') return value[part.slice(1)];
    const inner = part.slice(1, -1);
    if (/^-?\d+$/.test(inner)) return value[Number(inner) < 0 ? value.length + Number(inner) : Number(inner)];
    return value[inner.slice(1, -1).replace(/\\(.)/g, '$1')];
  }, json);
}

function withEnvironment(texts) {
  const filled = {};
  for (const name of Object.keys(texts)) filled[name] = texts[name].replace(/\$\{env:(\w+)\}/g, (all, key) => __ENV[key]);
  return filled;
}

function fill(text) {
  return text
    .replace(/\$\{env:(\w+)\}/g, (all, name) => __ENV[name])
    .replace(/\{\{\s*([^{}]*?)\s*\}\}/g, (all, inner) => {
      const words = inner.split(/\s+/);
      if (words[0] === '$uuid' || words[0] === '$guid') return uuid();
      if (words[0] === '$timestamp') return String(Math.floor((Date.now() + Number(words[1] || 0)) / 1000));
      if (words[0] === '$isoTimestamp') return new Date(Date.now() + Number(words[1] || 0)).toISOString();
      if (words[0] === '$randomInt') {
        const low = Number(words[1] || 0);
        return String(low + Math.floor(Math.random() * Math.max(1, Number(words[2] || 1000) - low)));
      }
      return values[inner] === undefined ? all : values[inner];
    });
}

function uuid() {
  return 'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replace(/x/g, () => Math.floor(Math.random() * 16).toString(16));
}
`;

/** Appended where messages are sent: k6's WebSockets last no longer than a call, so each message has one of its own. */
const messages = String.raw`
function talk({ name, path, headers, body, bodyBase64, expect, capture, thinkMs }) {
  let text;
  const response = ws.connect(base.replace(/^http/, 'ws') + fill(path), { headers, tags: { name } }, (socket) => {
    socket.on('open', () => {
      if (bodyBase64 !== undefined) socket.sendBinary(encoding.b64decode(bodyBase64));
      else if (body !== undefined) socket.send(fill(body));
    });
    socket.on('message', (message) => {
      if (text !== undefined || !fits(message, expect)) return;
      text = message;
      socket.close();
    });
    socket.setTimeout(() => socket.close(), 10000);
  });
  const right = check(response, { [name + ': answer']: () => text !== undefined }, { name });
  return learn(right, { body: text, headers: (response && response.headers) || {} }, { capture, thinkMs });
}

function fits(message, expect) {
  if (expect.contains !== undefined && !message.includes(expect.contains)) return false;
  const json = expect.json || {};
  return Object.keys(json).every(
    (jsonPath) => JSON.stringify(valueAt(parse(message), jsonPath)) === JSON.stringify(json[jsonPath]),
  );
}
`;
