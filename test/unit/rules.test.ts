/** Each rule on source that has the pattern, and on source that nearly has it. What rules are on real runs is in test/world. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { advise } from '../../src/advise/advise.ts';
import { describeFinding } from '../../src/model/finding-words.ts';
import { ruleIds, type RuleId } from '../../src/model/finding.ts';
import { ruleTitles } from '../../src/model/rule-titles.ts';
import type { FunctionCost } from '../../src/model/costs.ts';
import type { ReportAdvice } from '../../src/model/report-findings.ts';
import { removes } from '../../src/advise/removes.ts';
import { price } from '../../src/price/price.ts';
import { costOf } from '../cost-of.ts';
import { functionsOnly, sampleCosts } from './sample-costs.ts';

const file = 'src/code.ts';
const msPerLine = 0.5;

/** All of `source` is one function, and each of its lines but the first and the last costs half a millisecond. */
function findings(source: string, callees: readonly string[] = []): readonly ReportAdvice[] {
  const lines = source.trim().split('\n');
  const inner = lines.length - 2;
  const fn: FunctionCost = {
    id: 'f',
    name: 'work',
    file,
    line: 1,
    endLine: lines.length,
    origin: 'app',
    selfShare: 0.5,
    totalShare: 0.5,
    selfCpuMsPerRequest: inner * msPerLine,
    totalCpuMsPerRequest: inner * msPerLine,
    confidence: 'high',
  };
  const called = callees.map((name): FunctionCost => ({ ...fn, id: name, name, file: 'node:x', origin: 'node' }));
  const costs = {
    ...functionsOnly(sampleCosts),
    functions: [fn, ...called],
    lines: lines.slice(1, -1).map((_, index) => ({ file, line: index + 2, selfCpuMsPerRequest: msPerLine })),
    stacks: {
      parent: [-1, 0, ...called.map(() => 1)],
      function: [-1, 0, ...called.map((_, index) => index + 1)],
      label: ['(root)', '', ...called.map(() => '')],
      selfCpuMsPerRequest: [0, inner * msPerLine, ...called.map(() => 0.25)],
    },
    sources: new Map([[file, source.trim()]]),
  };
  return advise(price(costs)).advice;
}

const named = (source: string, rule: RuleId, callees: readonly string[] = []) =>
  findings(source, callees).filter((each) => each.rule === rule);

interface Case {
  readonly rule: RuleId;
  readonly line: number;
  readonly has: string;
  readonly nearly: readonly string[];
}

const cases: readonly Case[] = [
  {
    rule: 'synchronous-call',
    line: 2,
    has: `function work(password) {
  return pbkdf2Sync(password, salt, 1000, 32, 'sha256');
}`,
    nearly: [
      `function work(password) {
  return promisify(pbkdf2)(password, salt, 1000, 32, 'sha256');
}`,
      `function work(store) {
  return store.lastSync(1);
}`,
    ],
  },
  {
    rule: 'json-copy',
    line: 2,
    has: `function work(order) {
  const mine = JSON.parse(JSON.stringify(order));
}`,
    nearly: [
      `function work(order) {
  const mine = JSON.parse(order);
}`,
      `function work(order) {
  const mine = structuredClone(order);
}`,
    ],
  },
  {
    rule: 'json-parse-per-call',
    line: 2,
    has: `function work(text) {
  return JSON.parse(text);
}`,
    nearly: [
      `function work(text) {
  return parse(text);
}`,
      `function work(order) {
  return JSON.parse(JSON.stringify(order));
}`,
    ],
  },
  {
    rule: 'json-indented',
    line: 2,
    has: `function work(order) {
  return JSON.stringify(order, null, 2);
}`,
    nearly: [
      `function work(order) {
  return JSON.stringify(order, null, indent);
}`,
      `function work(order) {
  return JSON.stringify(order);
}`,
    ],
  },
  {
    rule: 'nested-scan',
    line: 4,
    has: `function work(left: readonly string[], right: readonly string[]) {
  let shared = 0;
  for (const each of left) {
    if (right.includes(each)) shared++;
  }
  return shared;
}`,
    nearly: [
      `function work(left, right) {
  const first = right.includes(left[0]);
  for (const each of left) use(each);
  return first;
}`,
      `function work(left, right) {
  for (const each of left) {
    if (['a', 'b'].includes(each)) use(each);
  }
}`,
      `function work(app, routes) {
  for (const route of routes) {
    app.get(route.path, (request) => route.methods.includes(request.method));
  }
}`,
      `function work(left, right) {
  for (const each of left.filter(isNew)) {
    use(each);
  }
}`,
    ],
  },
  {
    rule: 'copy-per-step',
    line: 2,
    has: `function work(rows) {
  return rows.reduce((all, row) => ({ ...all, [row.key]: row }), {});
}`,
    nearly: [
      `function work(rows) {
  return rows.reduce((all, row) => ({ ...row, sum: all.sum + row.sum }), first);
}`,
      `function work(rows) {
  all = [...all, rows];
}`,
      `function work(rows) {
  for (const row of rows) all.push({ ...row });
}`,
    ],
  },
  {
    rule: 'shift-in-loop',
    line: 3,
    has: `function work(queue) {
  while (queue.length > 0) {
    use(queue.shift());
  }
}`,
    nearly: [
      `function work(queue) {
  const first = queue.shift();
  for (const each of queue) use(each, first);
}`,
      `function work(queue) {
  while (queue.length > 0) {
    use(queue.pop());
  }
}`,
    ],
  },
  {
    rule: 'formatter-per-call',
    line: 2,
    has: `function work(cents) {
  const format = new Intl.NumberFormat('en-GB');
}`,
    nearly: [
      `function work(cents) {
  const text = formatter.format(cents);
}`,
      `function work(date) {
  const text = date.toLocaleString();
}`,
    ],
  },
  {
    rule: 'compiled-per-call',
    line: 2,
    has: `function work(schema) {
  const validate = ajv.compile(schema);
}`,
    nearly: [
      `function work(schema) {
  const validate = validators.get(schema);
}`,
      `function work(assembler) {
  const program = assembler.compile();
}`,
    ],
  },
  {
    rule: 'expression-per-call',
    line: 2,
    has: `function work(word) {
  return new RegExp(word, 'i').test(text);
}`,
    nearly: [
      `function work(word) {
  return /word/i.test(text);
}`,
    ],
  },
  {
    rule: 'console-per-request',
    line: 2,
    has: `function work(request) {
  console.log(request.url);
}`,
    nearly: [
      `function work(request) {
  logger.info(request.url);
}`,
    ],
  },
  {
    rule: 'json-compare',
    line: 2,
    has: `function work(a, b) {
  return JSON.stringify(a) === JSON.stringify(b);
}`,
    nearly: [
      `function work(a, b) {
  return JSON.stringify(a) === b;
}`,
      `function work(a, b) {
  return JSON.stringify(a) + JSON.stringify(b);
}`,
    ],
  },
  {
    rule: 'error-per-call',
    line: 2,
    has: `function work(text) {
  if (!known.has(text)) throw new RangeError(text);
}`,
    nearly: [
      `function work(text) {
  if (!known.has(text)) throw stopped;
}`,
      `function work(text) {
  return new ErrorPage(text);
}`,
    ],
  },
  {
    rule: 'repeated-in-loop',
    line: 3,
    has: `function work(rows, allowed) {
  for (const row of rows) {
    if (new Set(allowed).has(row.id)) use(row);
  }
}`,
    nearly: [
      `function work(rows) {
  for (const row of rows) {
    if (new Set(row.allowed).has(row.id)) use(row);
  }
}`,
      `function work(rows, allowed) {
  for (const row of rows) {
    allowed.push(row.id);
    use(new Set(allowed));
  }
}`,
      `function work(rows, state) {
  for (const row of rows) {
    state.text = row.text;
    use(JSON.stringify(state));
  }
}`,
      `function work(rows, allowed) {
  for (const row of Object.keys(rows)) {
    use(row);
  }
}`,
      `function work(rows, make) {
  for (const row of rows) {
    use(make(rows));
  }
}`,
    ],
  },
  {
    rule: 'costly-log-message',
    line: 2,
    has: `function work(order) {
  logger.debug(\`order \${JSON.stringify(order)}\`);
}`,
    nearly: [
      `function work(order) {
  logger.debug({ order }, 'order');
}`,
      `function work(order) {
  store.info(JSON.stringify(order));
}`,
    ],
  },
];

describe('rules', () => {
  for (const { rule, line, has, nearly } of cases) {
    it(`${rule} finds its pattern at its line, once, with what the line costs`, () => {
      const found = named(has, rule);
      assert.equal(found.length, 1);
      assert.deepEqual([found[0]?.file, found[0]?.line, found[0]?.function], [file, line, 'work']);
      // The upper end: what the line costs, or the part of it that this fix removes at most.
      assert.ok((found[0]?.saving.cpuMsPerRequest ?? 0) >= removes[rule].high * msPerLine);
    });

    nearly.forEach((source, index) => {
      it(`${rule} leaves the near miss ${index + 1} alone`, () => {
        assert.deepEqual(named(source, rule), []);
      });
    });
  }

  it('copy-per-step finds a reducer that has a name', () => {
    const reducer = (step: string) => `function work(all, row) {
  ${step}
}
export const index = rows.reduce(work, {});`;
    const only = (step: string) => {
      const source = reducer(step).split('\n');
      // The harness takes all of the text for one function: what stands below it must cost nothing.
      return findings([...source, ''].join('\n')).filter(({ rule }) => rule === 'copy-per-step');
    };
    assert.deepEqual(
      only('return { ...all, [row.key]: row };').map(({ line }) => line),
      [2],
    );
    assert.deepEqual(only('return Object.assign(all, row);'), []);
  });

  it('copy-per-step finds buffers that are put together chunk by chunk', () => {
    const reading = (chunk: string) => `function work(request) {
  let body = Buffer.alloc(0);
  request.on('data', (chunk) => {
    ${chunk}
  });
}`;
    assert.equal(named(reading('body = Buffer.concat([body, chunk]);'), 'copy-per-step')[0]?.line, 4);
    assert.deepEqual(named(reading('chunks.push(chunk); last = Buffer.concat([chunk]);'), 'copy-per-step'), []);
  });

  it('shift-in-loop finds splice at the start, and not elsewhere', () => {
    const taking = (take: string) => `function work(queue) {
  while (queue.length > 0) {
    use(${take});
  }
}`;
    assert.equal(named(taking('queue.splice(0, 2)'), 'shift-in-loop').length, 1);
    assert.deepEqual(named(taking('queue.splice(at, 2)'), 'shift-in-loop'), []);
  });

  it('formatter-per-call counts the first use of what is built, too', () => {
    const building = `function work(cents) {
  const format = new Intl.NumberFormat('en-GB');
  const text = format.format(cents);
}`;
    assert.equal(costOf(named(building, 'formatter-per-call')[0]), 2 * msPerLine);
  });

  it('synchronous-call finds the form of a library, where it was seen to cost', () => {
    const source = `function work(folder) {
  return globSync('**/*.md', { cwd: folder });
}`;
    assert.equal(named(source, 'synchronous-call', ['globSync'])[0]?.certainty, 'likely');
    assert.deepEqual(named(source, 'synchronous-call', ['other']), []);
  });

  it('console-per-request finds a logger that V8 saw call console, and says so once a function', () => {
    const source = `function work(request) {
  if (request.failed) logger.error(request.url);
  else logger.info(request.url);
}`;
    assert.deepEqual(named(source, 'console-per-request'), []);
    const found = named(source, 'console-per-request', ['consoleCall']);
    assert.deepEqual(
      found.map((each) => [each.facts?.['call'], costOf(each)]),
      [['logger.error', 2 * msPerLine + 0.25]],
    );
  });

  it('console-per-request finds what is written to the terminal without console, too', () => {
    const writing = `function work(request) {
  process.stdout.write(request.url);
}`;
    assert.equal(named(writing, 'console-per-request').length, 1);
  });

  it('count what a call costs in Node.js besides its line', () => {
    const source = `function work(password) {
  return pbkdf2Sync(password, salt, 1000, 32, 'sha256');
}`;
    const [found] = named(source, 'synchronous-call', ['pbkdf2Sync']);
    assert.ok(Math.abs(costOf(found) - msPerLine - 0.25) < 1e-9);
  });

  it('say nothing of a pattern that costs nothing', () => {
    const costs = {
      ...sampleCosts,
      routes: [],
      sources: new Map([
        [
          'src/search/rank.ts',
          `${'\n'.repeat(30)}function similarity(a) {
  return JSON.parse(JSON.stringify(a));
}`,
        ],
      ]),
    };
    const silent = advise(price({ ...costs, lines: [] })).advice;
    assert.equal(
      silent.some(({ rule }) => rule === 'json-copy'),
      false,
    );
  });

  it('never promise more than the application costs, all findings together', () => {
    for (const { has } of cases) {
      const saved = findings(has).reduce((sum, { saving }) => sum + saving.cpuMsPerRequest, 0);
      assert.ok(saved <= sampleCosts.totals.cpuMsPerRequest + 1e-9, `${saved}`);
    }
  });

  it('leave a function that a pattern explains out of those without one', () => {
    const found = findings(cases[1]?.has ?? '');
    assert.deepEqual(
      found.map(({ rule }) => rule),
      ['json-copy'],
    );
  });

  it('are silenced by a comment that names them and says why, and are counted', () => {
    const source = (comment: string) => `function work(order) {
  // ${comment}
  const mine = JSON.parse(JSON.stringify(order));
}`;
    assert.equal(named(source('leanscope-ignore json-copy: three fields, once a day'), 'json-copy').length, 0);
    assert.equal(named(source('leanscope-ignore json-copy'), 'json-copy').length, 1);
    assert.equal(named(source('leanscope-ignore nested-scan: it is short'), 'json-copy').length, 1);
  });

  it('see compressible answers, and only those', () => {
    const [first] = sampleCosts.routes;
    assert.ok(first !== undefined);
    const withBody = (body: { bytesPerRequest: number; gzipBytesPerRequest?: number }) =>
      advise(
        price({
          ...functionsOnly(sampleCosts),
          functions: [],
          routes: [{ ...first, body: { plainBytesPerRequest: body.bytesPerRequest, encodings: [], ...body } }],
        }),
      ).advice;
    const [found] = withBody({ bytesPerRequest: 50_000, gzipBytesPerRequest: 5_000 });
    assert.deepEqual([found?.rule, found?.route, found?.line], ['uncompressed-response', 'GET /search', 22]);
    // The upper end is that of a better way to compress than the one that was tried.
    assert.ok(Math.abs((found?.saving.bytesOutPerRequest ?? 0) - 1.05 * 45_000 * first.share) < 1e-6);
    assert.deepEqual(withBody({ bytesPerRequest: 50_000, gzipBytesPerRequest: 45_000 }), []);
    assert.deepEqual(withBody({ bytesPerRequest: 900, gzipBytesPerRequest: 300 }), []);
    assert.deepEqual(withBody({ bytesPerRequest: 50_000 }), []);
  });
});

describe('the words of findings', () => {
  for (const rule of ruleIds) {
    it(`are there in English and French for ${rule}, with nothing left open`, () => {
      const facts = {
        name: 'f',
        what: 'w',
        call: 'c',
        kind: 'hashing',
        reason: 'r',
        share: 0.5,
        bytes: 1e4,
        gzipBytes: 10,
        medianBytes: 5,
        ...{ request: 'GET /a', sameAs: 'GET /b' },
        ...{ upstream: 'u', calls: 3, connections: 1, bytesIn: 10, route: 'GET /', heldMs: 60 },
        ...{ setting: '--x', saved: 0.2, package: 'p', count: 2, size: 4, nodeEnv: 'unset' },
      };
      const [english, french] = ['en-US', 'fr-FR'].map((locale) => describeFinding(rule, facts, locale));
      for (const words of [english, french])
        for (const text of [words?.title ?? '', words?.fix ?? ''])
          assert.match(text, /^(?!.*(–|undefined|NaN)).{8,}$/u);
      assert.notEqual(english?.fix, french?.fix);
    });
  }
});

describe('a finding of what is no server', () => {
  it('says what its figures are per, in either language', () => {
    const facts = { name: 'f', share: 1, bytes: 1000, what: 'array', kind: 'copy', per: 'second' };
    const titles = ['en-US', 'fr-FR'].map((locale) => describeFinding('garbage', facts, locale).title);
    assert.match(titles[0] ?? '', / per second$/);
    assert.match(titles[1] ?? '', / par seconde$/);
  });
});

describe('the pages of rules', () => {
  for (const rule of ruleIds) {
    it(`explain ${rule}: why, what to do, when not to, before and after`, () => {
      const page = readFileSync(new URL(`../../media/rules/${rule}.md`, import.meta.url), 'utf8');
      assert.equal(page.split('\n', 1)[0], `# ${ruleTitles[rule]}`);
      for (const part of ['Found when', 'Why it costs', 'What to do', 'When not to', '// before', '// after', rule])
        assert.ok(page.includes(part), part);
    });
  }
});
