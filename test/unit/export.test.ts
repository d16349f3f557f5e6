import assert from 'node:assert/strict';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { parse as parseYaml } from 'yaml';
import { toExportable, withoutMessages } from '../../src/export/exportable.ts';
import { toArtillery } from '../../src/export/to-artillery.ts';
import { toK6 } from '../../src/export/to-k6.ts';
import type { Scenario } from '../../src/model/spec.ts';
import { FailureError } from '../../src/model/failure.ts';
import { readLoadEvidence, toLoadEvidence } from '../../src/spec/load-evidence.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';

const scenario: Scenario = {
  variables: { 'shop.name': 'main' },
  data: { people: [{ name: 'Ada "A"' }, { name: 'Grace' }] },
  setup: [
    {
      method: 'POST',
      path: '/login',
      body: { user: '{{people.name}}', password: 's3cr3t' },
      capture: { token: { json: '$.tokens[-1]' } },
    },
  ],
  requests: [
    {
      method: 'GET',
      path: '/me?api_key=s3cr3t&shop={{shop.name}}',
      headers: { authorization: 'Bearer {{token}}', 'x-secret': 's3cr3t', 'x-id': '{{$uuid}}' },
      weight: 3,
      expect: { contains: 'na(me', json: { '$.a.b[0]': true } },
    },
    { method: 'GET', path: '/skipped', skip: true },
  ],
  sequences: [
    {
      name: 'buy',
      steps: [
        {
          method: 'post',
          path: '/orders',
          expectStatus: 201,
          capture: { order: { header: 'Location' } },
          thinkMs: 250,
        },
        { method: 'GET', path: '{{order}}' },
      ],
    },
  ],
};
const options = { baseUrl: 'http://localhost:3000', durationSeconds: 30 };

describe('a script for k6', () => {
  it('sends messages over WebSockets, passes over what is not the answer, and learns from it', () => {
    const steps = [
      {
        method: 'WS',
        path: '/chat',
        body: { say: 'hi' },
        expect: { json: { '$.type': 'reply' } },
        capture: { id: { json: '$.id' } },
      },
      { method: 'GET', path: '/messages/{{id}}' },
    ];
    const talk = toK6(toExportable({ requests: [], sequences: [{ steps }] }), options);
    const user = virtualUser(talk, shop, {}, ['{"type":"welcome"}', '{"type":"reply","id":7}']);
    user.iterate();
    assert.deepEqual(user.messages, [['ws://localhost:3000/chat', '{"say":"hi"}']]);
    assert.deepEqual(
      user.sent.map(({ url }) => url),
      ['http://localhost:3000/messages/7'],
    );
    assert.ok(user.checks.every(([, right]) => right));
    const deaf = virtualUser(talk, shop, {}, ['{"type":"welcome"}']);
    deaf.iterate();
    assert.deepEqual(deaf.checks, [['WS /chat: answer', false]]);
    assert.deepEqual(deaf.sent, []);
    assert.doesNotMatch(toK6(toExportable({ requests: [{ method: 'GET', path: '/' }] }), options), /k6\/ws/);
  });

  it('of Artillery has what users of it can send', () => {
    const all = toExportable({
      requests: [
        { method: 'GET', path: '/' },
        { method: 'WS', path: '/chat' },
      ],
    });
    assert.deepEqual(
      withoutMessages(all).journeys.map(({ name }) => name),
      ['GET /'],
    );
  });

  it('sends bytes that are no text as they are', () => {
    const requests = [{ method: 'POST', path: '/up', bodyBase64: 'AP8N' }];
    const user = virtualUser(toK6(toExportable({ requests }), options), shop, {});
    user.iterate();
    assert.deepEqual(user.sent[0]?.body, Buffer.from([0, 0xff, 0x0d]));
    assert.doesNotMatch(toK6(toExportable({ requests: [{ method: 'GET', path: '/' }] }), options), /k6\/encoding/);
  });

  interface Sent {
    readonly method: string;
    readonly url: string;
    readonly body: string | Buffer | null;
    readonly headers: Readonly<Record<string, string>>;
  }
  interface Answer {
    readonly status: number;
    readonly body: string;
    readonly headers: Readonly<Record<string, string>>;
  }

  /** One virtual user that runs the script, with k6's modules replaced by what notes what is asked of them. */
  function virtualUser(
    script: string,
    answerTo: (sent: Sent) => Answer,
    env: Readonly<Record<string, string>>,
    pushed: readonly string[] = [],
  ) {
    const messages: [string, string][] = [];
    const ws = {
      connect: (url: string, _params: unknown, use: (socket: unknown) => void) => {
        const listeners: Record<string, (text: string) => void> = {};
        use({
          on: (name: string, listener: (text: string) => void) => (listeners[name] = listener),
          send: (text: string) => messages.push([url, text]),
          setTimeout: () => undefined,
          close: () => undefined,
        });
        listeners['open']?.('');
        for (const text of pushed) listeners['message']?.(text);
        return { status: 101, headers: {} };
      },
    };
    const sent: Sent[] = [];
    const checks: [string, boolean][] = [];
    const sleeps: number[] = [];
    const http = {
      expectedStatuses: (...statuses: readonly number[]) => statuses,
      request: (
        method: string,
        url: string,
        body: string | Buffer | null,
        params: { headers: Readonly<Record<string, string>> },
      ) => {
        const request = { method, url, body, headers: params.headers };
        sent.push(request);
        return answerTo(request);
      },
    };
    const modules: Readonly<Record<string, unknown>> = {
      'k6/ws': { __esModule: true, default: ws },
      'k6/http': { __esModule: true, default: http },
      'k6/encoding': { __esModule: true, default: { b64decode: (text: string) => Buffer.from(text, 'base64') } },
      'k6/execution': { __esModule: true, default: { vu: { idInTest: 2 } } },
      k6: {
        sleep: (seconds: number) => sleeps.push(seconds),
        check: (answer: Answer, rules: Readonly<Record<string, (answer: Answer) => boolean>>) => {
          const results = Object.entries(rules).map(([name, rule]) => [name, rule(answer)] as [string, boolean]);
          checks.push(...results);
          return results.every(([, right]) => right);
        },
      },
    };
    const { code } = transformSync(script, { format: 'cjs', target: 'es2020' });
    const module = {
      exports: {} as {
        readonly default: () => void;
        options: { scenarios: { mix: Readonly<Record<string, unknown>> } };
      },
    };
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the script is the thing under test
    const run = new Function('module', 'exports', 'require', '__ENV', code) as (...parts: readonly unknown[]) => void;
    run(module, module.exports, (name: string) => modules[name], env);
    return { iterate: module.exports.default, options: module.exports.options, messages, sent, checks, sleeps };
  }

  const env = { PASSWORD: 'p', X_SECRET: 'x', API_KEY: 'k' };
  const script = toK6(toExportable(scenario), options);
  const shop = ({ url }: Sent): Answer => {
    const { pathname } = new URL(url);
    if (pathname === '/login') return { status: 200, body: '{"tokens":["old","t0"]}', headers: {} };
    if (pathname === '/orders') return { status: 201, body: '', headers: { Location: '/orders/9' } };
    return { status: 200, body: '{"a":{"b":[true]},"na(me":1}', headers: {} };
  };

  it('logs each user in once, fills in what was captured, and keeps to the weights', () => {
    const user = virtualUser(script, shop, env);
    for (let i = 0; i < 400; i++) user.iterate();
    const [login] = user.sent;
    assert.deepEqual([login?.method, login?.body], ['POST', '{"user":"Grace","password":"p"}']);
    const count = (path: string) => user.sent.filter(({ url }) => new URL(url).pathname === path).length;
    assert.equal(count('/login'), 1);
    assert.equal(count('/me') + count('/orders'), 400);
    assert.equal(count('/orders/9'), count('/orders'));
    // 3 in 4 of 400: 300, with a standard deviation of 8.7; five of them on either side.
    assert.ok(Math.abs(count('/me') - 300) < 44, String(count('/me')));
    const me = user.sent.find(({ url }) => url.includes('/me'));
    assert.equal(me?.url, 'http://localhost:3000/me?api_key=k&shop=main');
    assert.deepEqual([me.headers['authorization'], me.headers['x-secret']], ['Bearer t0', 'x']);
    assert.match(me.headers['x-id'] ?? '', /^[0-9a-f-]{36}$/);
    assert.ok(user.checks.every(([, right]) => right));
    assert.ok(user.sleeps.every((seconds) => seconds === 0.25));
  });

  it('holds a wrong body for an error, and does not go on with a sequence that failed', () => {
    const broken = (request: Sent): Answer =>
      request.url.endsWith('/orders')
        ? { status: 200, body: '', headers: {} }
        : { ...shop(request), body: '{"tokens":["t"]}' };
    const user = virtualUser(script, broken, env);
    for (let i = 0; i < 100; i++) user.iterate();
    const failed = new Set(user.checks.filter(([, right]) => !right).map(([name]) => name));
    assert.deepEqual([...failed].sort(), ['GET /me: $.a.b[0]', 'GET /me: body', 'POST /orders: status']);
    assert.ok(!user.sent.some(({ url }) => url.includes('/orders/')));
  });

  it('asks for its secrets and holds none', () => {
    assert.ok(!script.includes('s3cr3t'));
    assert.throws(() => virtualUser(script, shop, { PASSWORD: 'p', API_KEY: 'k' }), /Set X_SECRET/);
  });

  it('lets users wait for their answers, or begin at a rate', () => {
    const mix = (more: object) =>
      virtualUser(toK6(toExportable(scenario), { ...options, ...more }), shop, env).options.scenarios.mix;
    assert.deepEqual(mix({}), { executor: 'constant-vus', vus: 8, duration: '30s' });
    const { executor, rate, timeUnit } = mix({ ratePerSecond: 0.5 });
    assert.deepEqual([executor, rate, timeUnit], ['constant-arrival-rate', 30, '1m']);
  });
});

describe('a script for Artillery', () => {
  const { script, beside } = toArtillery(toExportable(scenario), { ...options, ratePerSecond: 20, name: 'load' });
  const parsed = parseYaml(script) as {
    readonly config: Readonly<Record<string, unknown>>;
    readonly scenarios: readonly {
      readonly weight: number;
      readonly name: string;
      readonly flow: readonly Readonly<Record<string, Step>>[];
    }[];
  };
  interface Step {
    readonly url: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly capture?: unknown;
    readonly expect: readonly unknown[];
  }

  it('begins each journey with the setup, in names and paths that Artillery takes', () => {
    assert.deepEqual(
      parsed.scenarios.map(({ name, weight, flow }) => [name, weight, flow.map((step) => Object.keys(step)[0])]),
      [
        ['GET /me', 3, ['post', 'get']],
        ['buy', 1, ['post', 'post', 'think', 'get']],
      ],
    );
    const [login, me] = parsed.scenarios[0]?.flow.map((step) => Object.values(step)[0]) ?? [];
    assert.equal(login?.body, '{"user":"{{ people_name }}","password":"{{ $env.PASSWORD }}"}');
    assert.deepEqual(login.capture, [{ json: '$.tokens[-1:]', as: 'token' }]);
    assert.equal(me?.url, '/me?api_key={{ $env.API_KEY }}&shop={{ shop_name }}');
    assert.deepEqual(me.capture, [{ regexp: 'na\\(me', as: 'found_text' }]);
    assert.deepEqual(me.expect.slice(1), [{ jmespath: '"a"."b"[0] == `true`' }]);
  });

  it('sends bytes that are no text as they are, out of a file beside it', () => {
    const requests = [
      { method: 'POST', path: '/a', bodyBase64: 'AP8N', headers: { 'x-id': '{{$uuid}}' } },
      { method: 'POST', path: '/b', bodyBase64: 'AP8N' },
      { method: 'POST', path: '/c', bodyBase64: '/w==' },
    ];
    const files = toArtillery(toExportable({ requests }), { ...options, name: 'load' });
    const { scenarios } = parseYaml(files.script) as typeof parsed;
    const before = scenarios.map(({ flow: [step] }) => (step?.['post'] as { beforeRequest?: unknown }).beforeRequest);
    assert.deepEqual(before, [
      ['newValues', 'sendBytes1'],
      ['newValues', 'sendBytes1'],
      ['newValues', 'sendBytes2'],
    ]);
    const exports: Record<string, (params: object, context: object, events: undefined, next: () => void) => void> = {};
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the script is the thing under test
    const run = new Function('exports', 'require', files.beside['load.processor.cjs'] ?? '') as (
      ...parts: readonly unknown[]
    ) => void;
    run(exports, () => ({ randomUUID: () => 'id', randomInt: () => 1 }));
    const params: { body?: unknown } = {};
    exports['sendBytes2']?.(params, {}, undefined, () => undefined);
    assert.deepEqual(params.body, Buffer.from([0xff]));
  });

  it('parts braces from placeholders, which Artillery takes for one', () => {
    const requests = [{ method: 'POST', path: '/a', body: '{"a":{"id":{{id}}}}', capture: { id: { json: '$.id' } } }];
    const { script: text } = toArtillery(toExportable({ requests, variables: { id: '7' } }), {
      ...options,
      name: 'load',
    });
    const { config, scenarios } = parseYaml(text) as typeof parsed;
    assert.deepEqual(config['variables'], { id: '7', closing_brace: '}' });
    const body = scenarios[0]?.flow[0]?.['post']?.body ?? '';
    assert.equal(body, '{"a":{"id":{{ id }}{{ closing_brace }}{{ closing_brace }}');
    // As Artillery finds placeholders.
    const filled = { id: '7', closing_brace: '}' } as Readonly<Record<string, string>>;
    assert.equal(
      body.replace(/{{{?([\s$\w.[\]'"-]+)}}}?/g, (_all, name: string) => filled[name.trim()] ?? ''),
      '{"a":{"id":7}}',
    );
  });

  it('has tables and made values in files beside it, and no secret anywhere', () => {
    assert.deepEqual(Object.keys(beside), ['load.people.csv', 'load.processor.cjs']);
    assert.equal(beside['load.people.csv'], '"name"\n"Ada ""A"""\n"Grace"\n');
    assert.match(beside['load.processor.cjs'] ?? '', /context\.vars\.made_uuid = randomUUID\(\)/);
    assert.deepEqual(parsed.config['phases'], [{ duration: 30, arrivalRate: 20 }]);
    assert.ok(!JSON.stringify([script, beside]).includes('s3cr3t'));
  });
});

describe("another engine's summary", () => {
  const k6 = { 'p(90)': 8, 'p(95)': 9, 'p(99)': 12.5, med: 4, max: 30, avg: 5, min: 1 };
  const k6Evidence = {
    engine: 'k6',
    file: 's.json',
    requests: 200,
    failed: 3,
    requestsPerSecond: 20,
    latencyMs: { p50: 4, p90: 8, p95: 9, p99: 12.5, max: 30 },
  };

  it('of k6 is read as --summary-export has it, where `passes` counts the failed', () => {
    const failed = { passes: 3, fails: 197, value: 0.015 };
    const metrics = { http_reqs: { count: 200, rate: 20 }, http_req_duration: k6, http_req_failed: failed };
    assert.deepEqual(toLoadEvidence({ metrics }, 's.json'), k6Evidence);
  });

  it('of k6 is read as handleSummary has it', () => {
    const metrics = {
      http_reqs: { type: 'counter', contains: 'default', values: { count: 200, rate: 20 } },
      http_req_duration: { type: 'trend', contains: 'time', values: k6 },
      http_req_failed: { type: 'rate', contains: 'default', values: { rate: 0.015, passes: 3, fails: 197 } },
    };
    assert.deepEqual(toLoadEvidence({ metrics }, 's.json'), k6Evidence);
  });

  it('of k6 is read as its machine-readable form has it, in every version that it fits', () => {
    const metrics = [
      { name: 'http_reqs', type: 'counter', contains: 'default', values: { count: 200, rate: 20 } },
      { name: 'http_req_duration', type: 'trend', contains: 'time', values: k6 },
      { name: 'http_req_failed', type: 'rate', contains: 'default', values: { rate: 0.015, matches: 3, total: 200 } },
      { name: 'checks_total' },
    ];
    const summary = {
      version: '1.0.0',
      metadata: { generatedAt: '2026-01-01T00:00:00Z', k6Version: '2.2.0' },
      config: { execution: 'local', script: 'a.js', duration: 10 },
      results: { metrics },
    };
    assert.deepEqual(toLoadEvidence(summary, 's.json'), k6Evidence);
    assert.deepEqual(toLoadEvidence({ ...summary, version: '1.4.2' }, 's.json'), k6Evidence);
    assert.equal(toLoadEvidence({ ...summary, version: '2.0.0' }, 's.json'), undefined);
    const counted = metrics.map((each) => (each.name === 'http_reqs' ? { ...each, values: { count: 200 } } : each));
    assert.deepEqual(toLoadEvidence({ ...summary, results: { metrics: counted } }, 's.json'), k6Evidence);
  });

  for (const [what, text, words] of [
    [
      'a later form',
      '{"version":"2.0.0","metadata":{"k6Version":"9.0.0"},"results":{}}',
      /version 2\.0\.0 of its form/,
    ],
    [
      'single measurements',
      '{"type":"Metric","data":{}}\n{"type":"Point","data":{}}\n',
      /each single measurement of k6/,
    ],
    ['no HTTP', '{"metrics":{"iterations":{"count":1}}}', /of k6, and counts no HTTP requests/],
    ['no HTTP, of Artillery', '{"aggregate":{"counters":{}}}', /of Artillery, and counts no HTTP requests/],
    ['something else', '{"a":1}', /no summary of k6 or Artillery/],
  ] as const)
    it(`is refused by name where it is ${what}`, async () => {
      await inTemporaryFolder({ 's.json': text }, async (folder) => {
        await assert.rejects(readLoadEvidence(join(folder, 's.json')), (error) => {
          assert.ok(error instanceof FailureError && error.failure.kind === 'badFile');
          assert.match(error.failure.problem, words);
          return true;
        });
      });
    });

  it('of Artillery counts as failed what failed anywhere else: no answer, and a status from 400 up', () => {
    const failed = (counters: object) =>
      toLoadEvidence({ aggregate: { counters: { 'http.requests': 1000, ...counters } } }, 'a.json')?.failed;
    const codes = { 'http.codes.200': 900, 'http.codes.500': 60, 'http.codes.404': 30, 'http.codes.302': 5 };
    assert.equal(failed({ ...codes, 'errors.ETIMEDOUT': 10, 'vusers.failed': 10 }), 100);
    assert.equal(failed({ ...codes, 'errors.Failed expectations for request /a': 90 }), 90);
    assert.equal(failed({ ...codes, 'errors.Failed expectations for request /a': 95 }), 95);
    assert.equal(failed({ 'errors.ERR_TLS_CERT_ALTNAME_INVALID': 2, 'errors.DEPTH_ZERO_SELF_SIGNED_CERT': 3 }), 5);
  });

  it('of Artillery is read in the form of its first version too', () => {
    const aggregate = {
      timestamp: '2021-01-01T00:00:00.000Z',
      scenariosCreated: 60,
      requestsCompleted: 58,
      latency: { min: 1, max: 90, median: 10, p95: 25, p99: 80 },
      rps: { count: 60, mean: 6 },
      errors: { ETIMEDOUT: 2 },
      codes: { 200: 50, 404: 3, 500: 5 },
    };
    assert.deepEqual(toLoadEvidence({ aggregate, intermediate: [] }, 'a.json'), {
      engine: 'artillery',
      file: 'a.json',
      requests: 60,
      failed: 10,
      requestsPerSecond: 6,
      latencyMs: { p50: 10, p95: 25, p99: 80, max: 90 },
    });
  });

  it('of k6 may say a share of failures only', () => {
    const metrics = { http_reqs: { values: { count: 200, rate: 20 } }, http_req_failed: { values: { rate: 0.015 } } };
    assert.equal(toLoadEvidence({ metrics }, 's.json')?.failed, 3);
  });

  it('of Artillery is read with its periods', () => {
    const latency = {
      min: 0,
      max: 19,
      count: 554,
      mean: 1,
      p50: 1,
      median: 1,
      p75: 1,
      p90: 2,
      p95: 3,
      p99: 7,
      p999: 19.1,
    };
    const period = (rate: number, counters: object) => ({
      counters,
      rates: { 'http.request_rate': rate },
      summaries: { 'http.response_time': latency },
    });
    const report = {
      aggregate: {
        ...period(39, { 'http.requests': 554, 'errors.ECONNREFUSED': 2, 'errors.Failed capture or match': 46 }),
        firstMetricAt: 1795380659613,
        lastMetricAt: 1795380671571,
      },
      intermediate: [period(20, { 'errors.ECONNREFUSED': 2 }), { counters: {} }],
    };
    assert.deepEqual(toLoadEvidence(report, 'a.json'), {
      engine: 'artillery',
      file: 'a.json',
      requests: 554,
      failed: 48,
      requestsPerSecond: (554 / 11958) * 1000,
      latencyMs: { p50: 1, p90: 2, p95: 3, p99: 7, p999: 19.1, max: 19 },
      curve: [{ requestsPerSecond: 20, failed: 2, p50Ms: 1, p99Ms: 7 }],
    });
  });

  it('is not taken from anything else', () => {
    for (const value of [null, [], {}, { metrics: {} }, { metrics: { http_reqs: { count: 'x' } } }, { aggregate: {} }])
      assert.equal(toLoadEvidence(value, ''), undefined);
  });
});
