import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
// eslint-disable-next-line no-restricted-imports -- ajv has no export map, so its file is named
import Ajv from 'ajv/dist/2020.js';
import { advise } from '../../src/advise/advise.ts';
import type { Report } from '../../src/model/report.ts';
import { rulePagesOfText } from '../../src/model/rule-pages.ts';
import type { Failure } from '../../src/model/failure-kinds.ts';
import { describeFailure } from '../../src/model/failure-words.ts';
import { price } from '../../src/price/price.ts';
import { renderHtml } from '../../src/report/render-html.ts';
import { renderMarkdown } from '../../src/report/render-markdown.ts';
import { renderPrice } from '../../src/report/render-price.ts';
import { renderText } from '../../src/report/render-text.ts';
import { toReport } from '../../src/report/to-report.ts';
import { sampleCosts, sampleCostsWithoutTraffic } from './sample-costs.ts';

const report = toReport(advise(price(sampleCosts)));
const unpriced = toReport(advise(price(sampleCostsWithoutTraffic)));
const samplePath = new URL('../fixtures/sample-report.json', import.meta.url);

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean;
}

/** The published schema lets later versions add fields; here every field that we write must be described. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)])) as Schema;
  return typeof inner.properties === 'object' && inner.properties['type'] === undefined
    ? { ...inner, additionalProperties: false }
    : inner;
}

let validate: ReturnType<Ajv.Ajv2020['compile']> | undefined;

/** Compiled once: that takes most of a second. */
function schemaProblems(value: unknown): unknown {
  const text = readFileSync(new URL('../../media/report.schema.json', import.meta.url), 'utf8');
  validate ??= new Ajv.Ajv2020({ strict: true, allErrors: true }).compile(closed(JSON.parse(text)) as object);
  return validate(value) ? [] : validate.errors;
}

describe('the Report', () => {
  it('is what its JSON Schema says, with and without traffic', () => {
    assert.deepEqual(schemaProblems(report), []);
    assert.deepEqual(schemaProblems(unpriced), []);
    const budgets = { p99Ms: 1, routes: { 'GET /none': { p50Ms: 1 } }, functions: { signOrder: { share: 0.9 } } };
    assert.deepEqual(schemaProblems(toReport(advise(price({ ...sampleCosts, budgets })))), []);
    assert.notDeepEqual(schemaProblems({ ...report, totals: {} }), []);
    assert.notDeepEqual(schemaProblems({ ...report, invented: 1 }), []);
  });

  it('says why it ended early, in words and as data that can be told in French', () => {
    const partial: Failure = {
      kind: 'crashedUnderLoad',
      command: ['node', 'server.js'],
      exit: { code: null, signal: 'SIGKILL' },
      ...{ phase: 'measuring', log: 'out of memory' },
    };
    const cut = toReport(advise(price({ ...sampleCosts, partial })));
    assert.deepEqual(schemaProblems(cut), []);
    assert.match(cut.partial?.what ?? '', /"node server\.js" was killed by SIGKILL while being measured/);
    assert.deepEqual(cut.partial?.failure, partial);
    assert.match(describeFailure(partial, 'fr-FR').what, /« node server\.js » a été tuée par SIGKILL pendant/);
  });

  it('keeps its laws: the ledger sums to the total, self is within total', () => {
    const sum = report.ledger.reduce((total, row) => total + row.cpuMsPerRequest, 0);
    assert.ok(Math.abs(sum - report.totals.cpuMsPerRequest) < 1e-5 * sum);
    for (const fn of report.functions) {
      assert.ok(fn.selfCpuMsPerRequest <= fn.totalCpuMsPerRequest, fn.name);
      assert.ok((fn.usdPerMillionRequests ?? 0) <= (fn.totalUsdPerMillionRequests ?? 0), fn.name);
    }
  });

  it('is the sample that the page is built against (UPDATE_GOLDEN=1 writes it anew)', () => {
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(samplePath, `${JSON.stringify(report, null, 2)}\n`);
    assert.deepEqual(JSON.parse(readFileSync(samplePath, 'utf8')), report);
  });

  it('rounds to six digits, but no count', () => {
    const third = toReport(
      advise(
        price({ ...sampleCosts, totals: { ...sampleCosts.totals, cpuMsPerRequest: 10 / 3, requests: 1_234_567_891 } }),
      ),
    );
    assert.equal(third.totals.cpuMsPerRequest, 3.33333);
    assert.equal(third.totals.requests, 1_234_567_891);
  });
});

describe('the Report as text', () => {
  const lines = (width: number, of: Report = report) => renderText(of, { colour: false, width }).split('\n');

  it('names the hottest function first, with its place and its figures', () => {
    const text = lines(120);
    const first = text[text.findIndex((line) => line.startsWith('Hot functions')) + 2] ?? '';
    for (const part of ['1.05 ms', '25%', '14 kB', '$0.037', 'similarity', 'src/search/rank.ts:31']) {
      assert.ok(first.includes(part), `${part} in ${first}`);
    }
  });

  it('fits the terminal', () => {
    for (const width of [80, 100, 120, 200]) {
      for (const line of lines(width)) assert.ok(line.length <= width, `${width}: ${line}`);
    }
  });

  it('shows no month without traffic, and no empty section', () => {
    const text = renderText(
      { ...unpriced, routes: [], quality: { ...unpriced.quality, warnings: [] } },
      { colour: false, width: 120 },
    );
    assert.doesNotMatch(text, /\$\/month|Routes|Warnings|undefined|NaN/);
  });

  it('colours only on request, and obeys no control character of a name', () => {
    const named = { ...report, functions: report.functions.map((fn) => ({ ...fn, name: 'a\u001b[31mb\u202ec\nd' })) };
    assert.doesNotMatch(renderText(named, { colour: false, width: 120 }), /\u001b|\u202e/);
    assert.match(renderText(report, { colour: true, width: 120 }), /\u001b\[1m/);
  });
});

describe('the Report as Markdown', () => {
  it('keeps names out of its markup', () => {
    const name = '`|<img src=x>| @all';
    const text = renderMarkdown({
      ...report,
      functions: report.functions.slice(0, 1).map((fn) => ({ ...fn, name })),
      advice: [],
    });
    const row = text.split('\n').find((line) => line.includes('img')) ?? '';
    assert.ok(row.startsWith('| `` `\\|<img src=x>\\| @all `` |'), row);
    assert.match(
      renderMarkdown({ ...report, quality: { ...report.quality, warnings: ['<b>*x*'] } }),
      /- &lt;b&gt;\\\*x\\\*/,
    );
  });

  it('has as many cells in a row as in its head', () => {
    const text = renderMarkdown(report);
    assert.match(text, /\| `similarity` \| `src\/search\/rank\.ts:31` \| 1\.05 ms \| 25% \|/);
    for (const table of text.split('\n\n').filter((block) => block.startsWith('|'))) {
      const cells = table
        .trim()
        .split('\n')
        .map((line) => line.split(/(?<!\\)\|/).length);
      assert.equal(new Set(cells).size, 1, table);
    }
  });
});

describe('the Report as one HTML file', () => {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('base64');
  const html = (of: Report, pageScript = 'run()', pageStyle = 'body{}') =>
    renderHtml(of, { pageScript, pageStyle, scriptSha256: sha256(pageScript), styleSha256: sha256(pageStyle) });

  it('holds the Report whole, whatever names are in it', () => {
    const name = '</script><img onerror=alert(1)><!--\u2028\u2029';
    const hostile = {
      ...report,
      app: { ...report.app, command: name },
      functions: report.functions.map((fn) => ({ ...fn, name })),
    };
    const text = html(hostile);
    assert.equal(text.match(/<\/script>/g)?.length, 2);
    assert.doesNotMatch(text, /<img|<!--|\u2028|\u2029/);
    const json = /<script type="application\/json" id="leanscope-report">(.*)<\/script>/.exec(text)?.[1] ?? '';
    assert.deepEqual(JSON.parse(json), hostile);
  });

  it('explains the rules of its findings, and no others', () => {
    const page = '# Title\n</script><!-- a page is text -->';
    const pages = {
      en: { 'hot-function': page, 'json-copy': page },
      fr: { 'hot-function': 'Titre', 'json-copy': page },
    };
    const parts = { pageScript: '', pageStyle: '', scriptSha256: '', styleSha256: '', rulePages: pages };
    const text = renderHtml(report, parts);
    const json = /id="leanscope-rules">(.*)<\/script>/.exec(text)?.[1] ?? '';
    assert.ok(report.advice.some(({ rule }) => rule === 'hot-function'));
    assert.ok(!report.advice.some(({ rule }) => rule === 'json-copy'));
    assert.deepEqual(rulePagesOfText(json), { en: { 'hot-function': page }, fr: { 'hot-function': 'Titre' } });
    assert.doesNotMatch(renderHtml({ ...report, advice: [] }, parts), /leanscope-rules/);
  });

  it('lets only its own script and style run, and nothing load', () => {
    const text = html(report);
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(text)?.[1] ?? '';
    assert.match(policy, /^default-src 'none'; script-src 'sha256-[A-Za-z0-9+/=]+'; style-src 'sha256-/);
    assert.ok(policy.includes(sha256('run()')) && policy.includes(sha256('body{}')));
    assert.doesNotMatch(policy, /unsafe|http|\*/);
    assert.doesNotMatch(text, /(src|href)=/);
  });

  it('refuses a script that would end its own element', () => {
    assert.throws(() => html(report, 'x = "</SCRIPT>"'), /closing tag/);
  });

  it('is the same for the same Report', () => {
    assert.equal(html(report), html(report));
  });
});

describe('the text of leanscope price', () => {
  it('says what the bytes of a finding are worth, where it saves no CPU', () => {
    const found = report.advice.find(({ rule }) => rule === 'uncompressed-response');
    const egress = found?.saving.egressUsdPerMillionRequests;
    assert.ok(egress !== undefined && found?.saving.cpuMsPerRequest === 0);
    const text = renderPrice(report, { colour: false, width: 200 });
    assert.match(text, /gzip makes 24\.1 kB of them: up to \$2\.40 of bytes out per million requests\./);
    assert.ok(Math.abs(egress - 1.05 * 2.27) < 0.05);
  });
});
