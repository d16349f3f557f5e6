import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { ReportFunction } from '../../src/model/report-code.ts';
import type { Report } from '../../src/model/report.ts';
import { excerptsOfText } from '../../src/model/source-excerpt.ts';
import { renderHtml } from '../../src/report/render-html.ts';
import { sourceExcerpts } from '../../src/report/source-excerpts.ts';
import { forgetful, ViewStore } from '../../src/webview/frame/view-store.ts';
import { covers, excerptOpener, sourceFiles } from '../../src/webview/source/excerpts.ts';

const sample = JSON.parse(readFileSync(new URL('../fixtures/sample-report.json', import.meta.url), 'utf8')) as Report;

const numbered = (count: number): string => Array.from({ length: count }, (_, index) => `line ${index + 1}`).join('\n');

interface Drawn extends Partial<ReportFunction> {
  readonly at: readonly [line: number, endLine: number];
}

/** A Report of these functions alone, without findings. */
function reportOf(drawn: readonly Drawn[], lines: Report['lines'] = []): Report {
  const functions = drawn.map(({ at: [line, endLine], ...parts }, index): ReportFunction => ({
    ...{ id: `f${index}`, name: `f${index}`, file: 'src/a.ts', line, endLine, origin: 'app', confidence: 'high' },
    ...{ selfShare: 0.1, totalShare: 0.1, selfCpuMsPerRequest: 1, totalCpuMsPerRequest: 1 },
    ...parts,
  }));
  return { ...sample, functions, lines, advice: [] };
}

const places = (report: Report, sources: Readonly<Record<string, string>>): readonly string[] =>
  sourceExcerpts(report, new Map(Object.entries(sources))).map(
    ({ file, line, lines }) => `${file}:${line}-${line + lines.length - 1}`,
  );

describe('excerpts of the source', () => {
  it('are the lines of costly functions as they stand there, costliest file first, what touches in one piece', () => {
    const report = reportOf([
      { at: [3, 5] },
      { at: [6, 7] },
      { at: [10, 11], selfShare: 0.5, file: 'src/b.ts' },
      { at: [20, 30], selfShare: 0.004 },
    ]);
    const sources = { 'src/a.ts': numbered(40), 'src/b.ts': numbered(40).replaceAll('\n', '\r\n') };
    assert.deepEqual(places(report, sources), ['src/b.ts:10-11', 'src/a.ts:3-7']);
    for (const { line, lines } of sourceExcerpts(report, new Map(Object.entries(sources))))
      assert.deepEqual(
        lines,
        lines.map((_, index) => `line ${line + index}`),
      );
  });

  it('are of a long function its head and what is around its costly lines', () => {
    const cost = { selfCpuMsPerRequest: 1 };
    const report = reportOf(
      [{ at: [1, 200] }],
      [
        { file: 'src/a.ts', line: 100, ...cost },
        { file: 'src/a.ts', line: 199, ...cost },
        { file: 'src/b.ts', line: 150, ...cost },
      ],
    );
    assert.deepEqual(places(report, { 'src/a.ts': numbered(300) }), [
      'src/a.ts:1-4',
      'src/a.ts:97-103',
      'src/a.ts:196-200',
    ]);
  });

  it('count what allocates much too, and what a finding is about', () => {
    const { totals } = sample;
    const half = (totals.allocatedBytesPerRequest ?? 0) / 2;
    assert.ok(half > 0);
    const [finding] = sample.advice;
    assert.ok(finding !== undefined);
    const report = {
      ...reportOf([{ at: [3, 4], selfShare: 0, allocatedBytesPerRequest: half }]),
      advice: [{ ...finding, file: 'src/a.ts', line: 20, endLine: 21 }],
    };
    assert.deepEqual(places(report, { 'src/a.ts': numbered(40) }), ['src/a.ts:3-4', 'src/a.ts:17-24']);
  });

  it('are of the application’s own files in the workspace only', () => {
    const files = ['/etc/passwd', 'C:/x.ts', 'webpack://x.ts', '../x.ts', '\\\\host\\x.ts'];
    const report = reportOf([
      ...files.map((file) => ({ at: [1, 2] as const, file })),
      { at: [1, 2], file: 'lib.js', origin: 'dependency' },
      { at: [1, 2], file: 'unknown.ts' },
    ]);
    assert.deepEqual(places(report, Object.fromEntries([...files, 'lib.js'].map((file) => [file, numbered(9)]))), []);
  });

  it('are no more than a page can carry, and the costliest are among them', () => {
    const files = Array.from({ length: 100 }, (_, index) => `src/${index}.ts`);
    const report = reportOf(files.map((file, index) => ({ at: [1, 50], file, selfShare: 0.01 + index / 1000 })));
    const text = Array.from({ length: 50 }, () => 'x'.repeat(100)).join('\n');
    const excerpts = sourceExcerpts(report, new Map(files.map((file) => [file, text])));
    const size = excerpts.reduce((sum, { lines }) => sum + lines.join('\n').length, 0);
    assert.ok(size <= 120_000 && size > 110_000, String(size));
    assert.equal(excerpts[0]?.file, 'src/99.ts');
    const minified = sourceExcerpts(reportOf([{ at: [1, 1] }]), new Map([['src/a.ts', 'y'.repeat(1_000_000)]]));
    assert.ok((minified[0]?.lines[0]?.length ?? Infinity) < 400);
  });

  it('go into the page as text, whatever they hold, and come out of it', () => {
    const hostile = '</script><img src=x onerror="alert(1)"><!--\u2028';
    const excerpts = [{ file: 'src/a.ts', line: 3, lines: [hostile, '\t${x}'] }];
    const parts = { pageScript: '', pageStyle: '', scriptSha256: '', styleSha256: '' };
    const page = renderHtml(sample, parts, excerpts);
    assert.doesNotMatch(page, /<img|<!--/);
    const json = /<script type="application\/json" id="leanscope-source">(.*)<\/script>/.exec(page)?.[1];
    assert.deepEqual(excerptsOfText(json), excerpts);
    assert.ok(!renderHtml(sample, parts).includes('leanscope-source'));
  });
});

describe('the source on the page', () => {
  const excerpts = [
    { file: 'a.ts', line: 3, lines: ['x', 'y'] },
    { file: 'b.ts', line: 1, lines: ['z'] },
    { file: 'a.ts', line: 9, lines: ['w'] },
  ];

  it('is only what is an excerpt', () => {
    const odd = [7, null, { file: 'a' }, { file: 'a', line: 1, lines: [1] }, ...excerpts];
    assert.deepEqual(excerptsOfText(JSON.stringify(odd)), excerpts);
    for (const text of [undefined, null, '', '{', '{}', '7']) assert.deepEqual(excerptsOfText(text), []);
  });

  it('opens where a place is in it, and nowhere else', () => {
    const at = [2, 3, 4, 5].map((line) => covers(excerpts, 'a.ts', line));
    assert.deepEqual(at, [false, true, true, false]);
    const view = new ViewStore(forgetful);
    const open = excerptOpener(view, excerpts);
    open('a.ts', 5);
    assert.equal(view.get('tab'), undefined);
    open('a.ts', 4);
    assert.deepEqual(
      ['tab', 'functions.by', 'source.line'].map((name) => view.get(name)),
      ['functions', 'source', 'a.ts:4'],
    );
  });

  it('has the file first whose lines cost most', () => {
    const lines = [
      { file: 'b.ts', line: 1, selfCpuMsPerRequest: 2 },
      { file: 'a.ts', line: 3, selfCpuMsPerRequest: 1 },
    ];
    assert.deepEqual(
      sourceFiles(excerpts, lines).map(({ file, excerpts: parts }) => [file, parts.map(({ line }) => line)]),
      [
        ['b.ts', [1]],
        ['a.ts', [3, 9]],
      ],
    );
  });
});
