import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { toPageMessage } from '../../src/extension/page-message.ts';
import type { ReportFunction } from '../../src/model/report-code.ts';
import type { Report } from '../../src/model/report.ts';
import { renderHtml } from '../../src/report/render-html.ts';
import { readReport } from '../../src/webview/compare/read-report.ts';
import { csvOf } from '../../src/webview/share/csv.ts';
import { fileNameOf } from '../../src/webview/share/file-name.ts';
import { groupFunctions } from '../../src/webview/functions/groups.ts';
import { windowOf } from '../../src/webview/frame/use-window.ts';
import { nextTab } from '../../src/webview/frame/next-tab.ts';
import { showTarget } from '../../src/webview/frame/target.ts';
import { forgetful, hashOfView, ViewStore, viewOf, viewOfHash, type View } from '../../src/webview/frame/view-store.ts';
import { stateOf, stateOfText, toPage } from '../../src/webview/page-state.ts';
import { nextOrder, orderOfText, searchRows, sortRows, textOfOrder } from '../../src/webview/rows.ts';
import { en, fr, languageOf, translator } from '../../src/webview/strings.ts';

const text = readFileSync(new URL('../fixtures/sample-report.json', import.meta.url), 'utf8');
const report = JSON.parse(text) as object;

describe('what the page shows', () => {
  it('is the data where there is data', () => {
    assert.equal(stateOfText(text).kind, 'data');
    assert.equal(stateOf({ ...report, functions: [] }).kind, 'empty');
  });

  it('is an error, in words, for everything else', () => {
    for (const value of [undefined, null, 7, 'x', [], {}, { schemaVersion: 1 }, { ...report, routes: 3 }]) {
      assert.deepEqual(stateOf(value), { kind: 'error', problem: 'notAReport', detail: '' });
    }
    assert.equal(stateOfText('{"schemaVersion": 1, "func').kind, 'error');
    assert.equal(stateOfText('').kind, 'error');
    assert.deepEqual(stateOf({ schemaVersion: 2 }), { kind: 'error', problem: 'newerReport', detail: '2' });
  });

  it('can be held against what another page or file carries', () => {
    const page = renderHtml(report as Report, { pageScript: '', pageStyle: '', scriptSha256: '', styleSha256: '' });
    assert.deepEqual(readReport(page), stateOfText(text));
    assert.deepEqual(readReport(text), stateOfText(text));
    assert.equal(readReport('<html></html>').kind, 'error');
  });

  it('comes from messages of the editor only', () => {
    const message = { kind: 'report', locale: 'fr', report };
    assert.equal(toPage(message), message);
    const runs = { kind: 'runs', runs: [] };
    assert.equal(toPage(runs), runs);
    const run = { kind: 'run', runId: 'a' };
    assert.equal(toPage(run), run);
    const others = [undefined, null, 'report', { kind: 'other', locale: 'fr' }, { kind: 'report' }, { kind: 'run' }];
    for (const other of [...others, { kind: 'runs', runs: 3 }, { kind: 'toString' }]) {
      assert.equal(toPage(other), undefined);
    }
  });
});

describe('rows of a table', () => {
  const rows = [
    { n: 2, at: 'b' },
    { n: undefined, at: 'c' },
    { n: 10, at: 'a' },
    { n: 2, at: 'd' },
  ];
  const order = (descending: boolean) => sortRows(rows, ({ n }) => n, descending).map(({ at }) => at);

  it('sort as numbers, equal ones as they were, unknown ones last either way', () => {
    assert.deepEqual(order(false), ['b', 'd', 'a', 'c']);
    assert.deepEqual(order(true), ['a', 'b', 'd', 'c']);
    assert.deepEqual(
      rows.map(({ at }) => at),
      ['b', 'c', 'a', 'd'],
    );
  });

  it('are found by all words, in any case and order', () => {
    const found = (query: string) =>
      searchRows(['src/Rank.ts similarity', 'src/load.ts parse'], (row) => row, query).length;
    assert.deepEqual(['', ' ', 'SRC', 'similarity rank', 'rank parse', '.*'].map(found), [2, 2, 2, 1, 0, 0]);
  });

  it('turn around on the second click, and start with the most on another column', () => {
    const first = nextOrder({ key: 'self', descending: true }, 'name', false);
    assert.deepEqual(first, { key: 'name', descending: false });
    assert.deepEqual(nextOrder(first, 'name', false), { key: 'name', descending: true });
    assert.deepEqual(nextOrder(first, 'gc', true), { key: 'gc', descending: true });
  });
});

describe('what a reader chose', () => {
  it('goes through an address and back, whatever is in it', () => {
    const view = { tab: 'functions', 'functions.search': 'a&b=#%20é </script>', 'functions.sort': '-self' };
    assert.deepEqual(viewOfHash(hashOfView(view)), view);
    assert.equal(hashOfView({}), '');
    assert.deepEqual(viewOfHash(''), {});
    assert.deepEqual(orderOfText(textOfOrder({ key: 'self', descending: true })), { key: 'self', descending: true });
    assert.deepEqual(orderOfText(textOfOrder({ key: 'name', descending: false })), { key: 'name', descending: false });
  });

  it('is only texts, whatever an editor hands back', () => {
    for (const value of [undefined, null, 7, 'tab', []]) assert.deepEqual(viewOf(value), {});
    assert.deepEqual(viewOf({ tab: 'cost', n: 7, inner: {} }), { tab: 'cost' });
  });

  it('is told to those who listen, and kept; a step is a place to go back to, and loses nothing before it', () => {
    const kept: [View, boolean][] = [];
    const store = new ViewStore({ load: () => ({ tab: 'cost' }), save: (view, step) => kept.push([view, step]) });
    let told = 0;
    const stop = store.subscribe(() => (told += 1));
    store.set('search', 'x');
    store.set('search', 'x');
    store.set('tab', undefined, true);
    assert.equal(told, 2);
    assert.deepEqual(kept, [
      [{ tab: 'cost', search: 'x' }, false],
      [{ search: 'x' }, true],
    ]);
    stop();
    store.set('tab', 'load', true);
    assert.equal(told, 2);
  });

  it('is kept at once, so that nobody loses what was just typed, and later where that is too often for a browser', () => {
    const kept: View[] = [];
    const store = new ViewStore({ load: () => ({}), save: (view) => kept.push(view) });
    for (let letters = 1; letters <= 10; letters++) store.set('search', 'x'.repeat(letters));
    assert.equal(kept.length, 10);
    for (let letters = 11; letters <= 500; letters++) store.set('search', 'x'.repeat(letters));
    const savedSoFar: number = [...kept].length;
    assert.ok(savedSoFar < 100, String(savedSoFar));
    // A step loses nothing of what waits.
    const before = kept.length;
    store.set('tab', 'load', true);
    assert.deepEqual(kept.slice(before), [{ search: 'x'.repeat(500) }, { search: 'x'.repeat(500), tab: 'load' }]);
  });

  it('is what somebody sent them to see', () => {
    const of = (id: string): Record<string, string | undefined> => {
      const store = new ViewStore(forgetful);
      store.set('functions.by', 'file');
      showTarget(store, report as Report, { tab: 'functions', functionId: id });
      return Object.fromEntries(['tab', 'functions.by', 'functions.search'].map((name) => [name, store.get(name)]));
    };
    assert.deepEqual(of('src/search/rank.ts:31:1:similarity'), {
      ...{ tab: 'functions', 'functions.by': undefined, 'functions.search': 'similarity src/search/rank.ts' },
    });
    assert.deepEqual(of('nobody'), { tab: undefined, 'functions.by': 'file', 'functions.search': undefined });
  });

  it('is a tab that keys go around', () => {
    const from = (key: string) => [0, 1, 2].map((at) => nextTab(key, at, 3));
    assert.deepEqual(from('ArrowRight'), [1, 2, 0]);
    assert.deepEqual(from('ArrowLeft'), [2, 0, 1]);
    assert.deepEqual([...from('Home'), ...from('End')], [0, 0, 0, 2, 2, 2]);
    assert.deepEqual(from('Tab'), [undefined, undefined, undefined]);
  });
});

describe('a long table', () => {
  it('draws what is in sight and a little beyond, and never beyond its ends', () => {
    assert.deepEqual(windowOf(0, 500, 50, 1000), { from: 0, to: 18 });
    assert.deepEqual(windowOf(5000, 500, 50, 1000), { from: 92, to: 118 });
    assert.deepEqual(windowOf(49_500, 500, 50, 1000), { from: 974, to: 1000 });
    // Scrolled far down a table of which a search has left little.
    assert.deepEqual(windowOf(49_500, 500, 50, 3), { from: 0, to: 3 });
    assert.deepEqual(windowOf(0, 500, 50, 0), { from: 0, to: 0 });
  });

  it('is summed by group, what is unknown of all staying unknown', () => {
    const { functions } = report as Report;
    const groups = groupFunctions(functions, ({ origin }) => ({ name: origin, search: origin }));
    const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
    const selfOf = (of: readonly { readonly selfCpuMsPerRequest: number }[]): number =>
      sum(of.map(({ selfCpuMsPerRequest }) => selfCpuMsPerRequest));
    assert.ok(Math.abs(selfOf(functions) - selfOf(groups)) < 1e-9);
    assert.equal(sum(groups.map((group) => group.functions)), functions.length);
    const bare = functions.map((fn) => {
      const copy: { gcCpuMsPerRequest?: number } & ReportFunction = { ...fn };
      delete copy.gcCpuMsPerRequest;
      return copy;
    });
    assert.deepEqual(
      groupFunctions(bare, () => ({ name: 'x', search: 'x' })).map((group) => 'gcCpuMsPerRequest' in group),
      [false],
    );
  });

  it('is a file that a spreadsheet reads and does not run', () => {
    type Row = readonly [string, number | undefined];
    const columns = [
      { key: 'name', title: 'Name, "place"', value: ([name]: Row) => name, cell: () => '' },
      { key: 'ms', title: 'ms', value: ([, ms]: Row) => ms, cell: () => '' },
    ];
    const rows: readonly Row[] = [
      ['=HYPERLINK("http://x")', 0.1234567],
      ['a\nb', undefined],
      ['plain', NaN],
    ];
    const lines = ['"Name, ""place""",ms', '"\'=HYPERLINK(""http://x"")",0.1234567', '"a\nb",', 'plain,', ''];
    assert.equal(csvOf(columns, rows), lines.join('\r\n'));
    assert.equal(fileNameOf('Où va le CPU ?', 'csv'), 'leanscope-ou-va-le-cpu.csv');
    assert.equal(fileNameOf('///', 'svg'), 'leanscope-table.svg');
  });

  it('is saved where the reader says, under a name that is no path', () => {
    const save = { kind: 'saveFile', name: 'leanscope-functions.csv', content: 'a,b' };
    const bytes = { ...save, content: Uint8Array.of(1, 2) };
    assert.deepEqual(toPageMessage(save), save);
    assert.deepEqual(toPageMessage(bytes), bytes);
    for (const name of ['../x', '/etc/passwd', 'a\\b', '.hidden', '', 7, undefined])
      assert.equal(toPageMessage({ ...save, name }), undefined);
    for (const content of [undefined, 7, {}, [1]]) assert.equal(toPageMessage({ ...save, content }), undefined);
    const page = { kind: 'savePage', name: 'leanscope.html', source: true };
    assert.deepEqual(toPageMessage(page), page);
    // Code goes along only where that was asked for.
    for (const source of [undefined, 1, 'true', false])
      assert.deepEqual(toPageMessage({ ...page, source }), { ...page, source: false });
  });

  it('may ask for runs that are stored, by names that are no path', () => {
    assert.deepEqual(toPageMessage({ kind: 'listRuns', more: 1 }), { kind: 'listRuns' });
    const asked = { kind: 'readRun', runId: '20261123-030555-3dd5' };
    assert.deepEqual(toPageMessage(asked), asked);
    for (const runId of ['../../etc', '..', '.tmp', 'a/b', 'a\\b', '', 7, undefined])
      assert.equal(toPageMessage({ kind: 'readRun', runId }), undefined);
  });
});

describe('the words of the page', () => {
  const holes = (words: string) => (words.match(/\{\d\}/g) ?? []).sort().join();

  it('have the same holes in both languages', () => {
    for (const key of Object.keys(en) as (keyof typeof en)[]) assert.equal(holes(fr[key]), holes(en[key]), key);
  });

  it('take values as they are, though they look like holes', () => {
    assert.equal(translator('en')('found', '{1}', '$&'), '{1} of $&');
    assert.deepEqual(['fr', 'fr-CA', 'FR', 'en-US', 'frr', ''].map(languageOf), ['fr', 'fr', 'fr', 'en', 'en', 'en']);
  });
});
