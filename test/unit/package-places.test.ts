/** A package's figure is the same wherever it is shown; read from one Report. */
import assert from 'node:assert/strict';
import { advise } from '../../src/advise/advise.ts';
import { annotate } from '../../src/annotate/annotate.ts';
import { describeFinding } from '../../src/model/finding-words.ts';
import { figuresIn } from '../../src/model/format.ts';
import type { PackageCall, ReportPackages } from '../../src/model/report-packages.ts';
import type { Report } from '../../src/model/report.ts';
import { price } from '../../src/price/price.ts';
import { renderMarkdown } from '../../src/report/render-markdown.ts';
import { renderText } from '../../src/report/render-text.ts';
import { toReport } from '../../src/report/to-report.ts';
import { flatRows, openAtFirst, packageRows, textOfRow } from '../../src/webview/functions/package-rows.ts';
import { translator } from '../../src/webview/strings.ts';
import { sampleCosts } from './sample-costs.ts';

const sample = toReport(advise(price(sampleCosts)));
const all = sample.totals.cpuMsPerRequest;

const part = (share: number, sure = true) => ({
  ...{ cpuMsPerRequest: share * all, share },
  interval: { low: (sure ? 0.9 : 0) * share * all, high: 2 * share * all },
});

function callOf(name: string, share: number, from: Partial<PackageCall>, sure = true): PackageCall {
  const entry = { function: name, name, file: `node_modules/x/${name}.js`, line: 1 };
  return { entry, ...from, ...part(share, sure) };
}

const by = (name: string, line: number): Pick<PackageCall, 'caller'> => ({
  caller: { function: name, name, file: 'src/orders.ts', line, isCallSite: true },
});

const packages: ReportPackages = {
  packages: [
    {
      ...{ name: 'qs', origin: 'dependency', ...part(0.2123) },
      calls: [callOf('module.exports', 0.2123, { chain: ['a', 'raw-body', 'body-parser', 'x', 'qs'] })],
    },
    {
      ...{ name: 'lodash', origin: 'dependency', ...part(0.15) },
      calls: [callOf('lodash.cloneDeep', 0.1301, by('listOrders', 42)), callOf('sortBy', 0.0199, by('(anonymous)', 7))],
    },
    {
      ...{ name: 'fs', origin: 'node', ...part(0.0711) },
      calls: [callOf('readFileSync', 0.0711, by('(anonymous)', 9))],
    },
    { ...{ name: 'http', origin: 'node', ...part(0.05) }, calls: [callOf('parse', 0.01, {}), callOf('end', 0.01, {})] },
    {
      ...{ name: 'unsure', origin: 'dependency', ...part(0.09, false) },
      calls: [callOf('run', 0.09, by('f', 3), false)],
    },
    { ...{ name: 'leanscope', origin: 'dependency', ...part(0.04) }, calls: [callOf('wrap', 0.04, {})] },
  ],
  application: part(0.1),
  other: part(0.01),
};
const report: Report = { ...sample, packages };

const sectionOf = (text: string): readonly string[] => {
  const lines = text.split('\n');
  const from = lines.findIndex((line) => line.includes('Packages and Node.js modules')) + 1;
  const rest = lines.slice(from).filter((line, index) => index > 0 || line !== '');
  const to = rest.findIndex((line) => line === '');
  return rest.slice(0, to < 0 ? rest.length : to).map((line) => line.trim());
};

describe('packages in every view', () => {
  it('are sentences in the terminal: what is sure enough, by CPU', () => {
    assert.deepEqual(sectionOf(renderText(report, { colour: false, width: 120 })), [
      '21.2%  qs, called by Node.js or a framework (… → raw-body → body-parser → x → qs)',
      '13%  `cloneDeep` of lodash, called by your `listOrders`, src/orders.ts:42',
      '7.1%  `readFileSync` of Node.js: fs, called at src/orders.ts:9',
      '5%  Node.js: http, outside your functions',
    ]);
  });

  it('are the same in Markdown, with names as code', () => {
    assert.deepEqual(sectionOf(renderMarkdown(report)), [
      '- 21.2% qs, called by Node.js or a framework (… → raw-body → body-parser → x → qs)',
      '- 13% `cloneDeep` of lodash, called by your `listOrders`, src/orders.ts:42',
      '- 7.1% `readFileSync` of Node.js: fs, called at src/orders.ts:9',
      '- 5% Node.js: http, outside your functions',
    ]);
  });

  it('stay text, whatever they are called', () => {
    const evil = { ...packages.packages[1], name: '<b>*x*\u001b[31m' };
    const hostile: Report = { ...report, packages: { ...packages, packages: [evil as (typeof packages.packages)[0]] } };
    const [markdown = ''] = sectionOf(renderMarkdown(hostile));
    assert.ok(!markdown.includes('<b>') && !markdown.includes(' *x*'), markdown);
    assert.ok(!renderText(hostile, { colour: false, width: 120 }).includes('\u001b'));
  });

  it('have one figure in the terminal, in Markdown, in the page and beside the code', () => {
    const { share } = figuresIn('en-US');
    const rows = packageRows(packages, translator('en'));
    const row = rows.find(({ label }) => label === 'lodash')?.calls.find(({ entry }) => entry === 'cloneDeep');
    const line = annotate(report)
      .find(({ file }) => file === 'src/orders.ts')
      ?.lines.find((each) => each.line === 42);
    const [called] = line?.calls ?? [];
    assert.ok(row && called);
    const [ofPage, ofEditor] = [row.figure, called].map((figure) => [share(figure.share), figure.cpuMsPerRequest]);
    assert.deepEqual(ofPage, ['13%', 0.1301 * all]);
    assert.deepEqual(ofEditor, ofPage);
    for (const text of [renderText(report, { colour: false, width: 120 }), renderMarkdown(report)])
      assert.match(text, /\b13% +`cloneDeep` of lodash/);
  });

  it('are rows of the page that sum to what the samples tell, the application and the rest at the end', () => {
    const rows = packageRows(sample.packages ?? packages, translator('en'));
    const told = rows.reduce((sum, { figure }) => sum + figure.cpuMsPerRequest, 0);
    const ledger = sample.ledger.reduce(
      (sum, { kind, cpuMsPerRequest }) => sum + (kind === 'function' || kind === 'native' ? cpuMsPerRequest : 0),
      0,
    );
    assert.ok(Math.abs(told - ledger) < 1e-5 * ledger, `${told} is ${ledger}`);
    assert.deepEqual(
      rows.map(({ label }) => label),
      ['express', 'Node.js: http', 'Your own code', 'V8 and native code'],
    );
  });

  it('open in the page where a call is worth naming, and are found by function, caller and file', () => {
    const rows = packageRows(packages, translator('fr'));
    assert.deepEqual([...openAtFirst(rows)], ['dependency qs', 'dependency lodash', 'node fs']);
    assert.ok(rows.some(({ label, calls }) => label === 'Leanscope (mesure)' && calls.length === 0));
    const lodash = rows.find(({ label }) => label === 'lodash');
    assert.ok(lodash);
    assert.match(textOfRow(lodash), /cloneDeep appelé par votre listOrders src\/orders\.ts/);
    assert.equal(flatRows(rows).length, 10);
  });

  it('are findings in either language, with what is known of the call', () => {
    const facts = { package: 'lodash', share: 0.13 };
    const titles = (more: Readonly<Record<string, string>>) =>
      ['en', 'fr'].map((locale) =>
        describeFinding('costly-dependency', { ...facts, ...more }, locale).title.replace(/\s/g, ' '),
      );
    assert.deepEqual(titles({ entries: 'cloneDeep', caller: 'listOrders' }), [
      'lodash takes 13% of the CPU: cloneDeep, called by listOrders',
      'lodash prend 13 % du CPU : cloneDeep, appelé par listOrders',
    ]);
    assert.deepEqual(titles({ through: 'a → lodash' }), [
      'lodash takes 13% of the CPU, called through a → lodash',
      'lodash prend 13 % du CPU, appelé à travers a → lodash',
    ]);
    // As Reports of earlier versions have it.
    assert.deepEqual(titles({}), ['lodash takes 13% of the CPU', 'lodash prend 13 % du CPU']);
  });

  it('are left out where a Report tells of none', () => {
    const { packages: none, ...older } = report;
    assert.ok(none);
    assert.deepEqual(
      sectionOf(renderText(older, { colour: false, width: 120 })).filter((line) => line.includes(' of lodash')),
      [],
    );
    assert.ok(!renderMarkdown(older).includes('Packages and Node.js modules'));
    assert.ok(annotate(older).every(({ lines }) => lines.every(({ calls }) => calls === undefined)));
  });
});
