/** Every Report can be told: in both languages, in the editor, and in each format that it can be written in. */
import assert from 'node:assert/strict';
import { annotate } from '../../src/annotate/annotate.ts';
import { ruleIds } from '../../src/model/finding.ts';
import { describeFinding, evidenceText } from '../../src/model/finding-words.ts';
import { noteIn } from '../../src/model/note-words.ts';
import type { ReportAdvice } from '../../src/model/report-findings.ts';
import type { Report } from '../../src/model/report.ts';
import { renderCpuProfile } from '../../src/report/formats/render-cpuprofile.ts';
import { renderPprof } from '../../src/report/formats/render-pprof.ts';
import { renderSarif } from '../../src/report/formats/render-sarif.ts';
import { renderSpeedscope } from '../../src/report/formats/render-speedscope.ts';
import { renderMarkdown } from '../../src/report/render-markdown.ts';
import { renderProblems } from '../../src/report/render-problems.ts';
import { renderText } from '../../src/report/render-text.ts';
import type { Truth } from '../recordings/case.ts';
import { truth } from '../recordings/cases/checks.ts';
import { neutralRoot } from '../recordings/neutral.ts';

/** What a missing value leaves in a sentence. */
const hole = /undefined|NaN|\{\d\}|Infinity/;

function wordsOf({ rule, facts = {}, ...rest }: ReportAdvice, locale: string, app: Report['app']): string {
  const known = ruleIds.find((id) => id === rule);
  assert.ok(known !== undefined, `${rule} is no rule`);
  const { title, fix } = describeFinding(known, facts, locale);
  assert.ok(title !== '' && fix !== '', rule);
  return [title, fix, evidenceText({ rule, facts, ...rest }, locale, app)].join('\n');
}

/** What a sentence takes over as it is, in whichever language. */
const namesIn = ({ facts = {} }: ReportAdvice): readonly string[] =>
  ['name', 'route', 'call', 'package', 'setting', 'upstream'].flatMap((fact) => {
    const value = facts[fact];
    return typeof value === 'string' && value !== '' ? [value] : [];
  });

export const tellings: readonly Truth[] = [
  truth('it has its warnings and assumptions in French', ({ quality, cost }) => {
    // What ended a run before its time is told from the failure itself.
    const notes = [...quality.warnings, ...cost.assumptions].filter((note) => !note.startsWith('Partial: '));
    assert.deepEqual(
      notes.filter((note) => noteIn('fr', note).language !== 'fr'),
      [],
    );
    for (const note of notes) assert.doesNotMatch(`${note} ${noteIn('fr', note).text}`, hole);
  }),

  truth('it has its findings in both languages, each the title and the advice of its rule', ({ advice, app }) => {
    for (const finding of advice) {
      const [english, french] = [wordsOf(finding, 'en', app), wordsOf(finding, 'fr', app)];
      assert.ok(english.startsWith(finding.title), `${finding.title} is told as ${english}`);
      for (const name of namesIn(finding))
        assert.equal(french.includes(name), english.includes(name), `${name}: ${french}`);
      assert.notEqual(french, english);
      assert.doesNotMatch(english + french, hole);
    }
  }),

  truth('it fills the terminal, a page of Markdown and the list of problems', (report) => {
    const texts = [renderText(report, { colour: false, width: 120 }), renderMarkdown(report), renderProblems(report)];
    for (const text of texts) assert.doesNotMatch(text.replace(/`[^`]*`/g, ''), hole);
    const [hottest] = [...report.functions].sort((a, b) => (b.ownCpuMsPerRequest ?? 0) - (a.ownCpuMsPerRequest ?? 0));
    // A name with spaces, such as that of a route's handler, may be broken where a line ends.
    if (hottest?.ownCpuMsPerRequest !== undefined && /^\w+$/.test(hottest.name))
      for (const text of texts.slice(0, 2)) assert.ok(text.includes(hottest.name.slice(0, 20)), hottest.name);
  }),

  truth('it becomes a profile for other tools, and results for code scanning', (report) => {
    const root = `${neutralRoot}/app`;
    const profile = JSON.parse(renderCpuProfile(report, root)) as { readonly nodes: readonly unknown[] };
    assert.ok(profile.nodes.length >= report.stacks.function.length);
    const speedscope = JSON.parse(renderSpeedscope(report, root)) as { readonly profiles: readonly unknown[] };
    assert.ok(speedscope.profiles.length > 0);
    assert.ok(renderPprof(report, root).length > 0);
    const sarif = JSON.parse(renderSarif(report)) as {
      readonly runs: readonly { readonly results: readonly unknown[] }[];
    };
    assert.ok(
      sarif.runs.every(({ results }) => results.length <= report.advice.length + (report.budgets?.length ?? 0)),
    );
  }),

  truth('it gives the editor hints at lines that the files have, each finding one of them', (report) => {
    const files = annotate(report);
    for (const { file, functions, lines, routes, problems } of files)
      for (const { line } of [...functions, ...lines, ...routes, ...problems])
        assert.ok(Number.isInteger(line) && line >= 1, `${file}:${line}`);
    // What lies outside of the workspace is in no editor's file of it.
    const placed = report.advice.filter(({ file = '/', line }) => !file.startsWith('/') && line !== undefined);
    assert.equal(files.flatMap(({ problems }) => problems).length, placed.length);
  }),
];
