import * as assert from 'node:assert/strict';
import { functionHint } from '../../../src/extension/hint-text.ts';
import { glanceRows } from '../../../src/extension/view/glance-rows.ts';
import { runRows } from '../../../src/extension/view/run-rows.ts';
import { annotate } from '../../../src/annotate/annotate.ts';
import { summaryOf } from '../../../src/model/run-summary.ts';
import type { Report } from '../../../src/model/report.ts';
import { exampleReport } from '../fixture/report.ts';
import { workspaceFolder } from './workspace.ts';

/** All that the view and the hints say of an application that is no server. */
function wordsOf(app: Partial<Report['app']>): string {
  const { capacity, ...rest } = exampleReport;
  assert.ok(capacity);
  const report: Report = { ...rest, routes: [], app: { ...exampleReport.app, ...app } };
  const folder = workspaceFolder();
  const run = { folder, runId: 'a', summary: summaryOf(report) };
  const rows = [
    ...glanceRows({ folder, runId: 'a', report }),
    ...runRows([run], { shownId: undefined, baselineId: undefined }),
  ];
  return [
    ...rows.flatMap(({ label, description = '', tooltip = [] }) => [`${label}: ${description}`, ...tooltip]),
    ...annotate(report).flatMap(({ functions, per }) => functions.map((hint) => functionHint(hint, per))),
  ].join('\n');
}

describe('what figures are per', () => {
  it('is said as it is of a script, a process and what a process counts', () => {
    const script = wordsOf({ kind: 'script' });
    const running = wordsOf({ kind: 'process' });
    const counting = wordsOf({ kind: 'process', unit: 'mail:sent' });
    assert.match(script, /CPU per run: 2 ms\n[^]*\$0\.06\/M runs[^]*2 ms\/run[^]*1 ms\/run/);
    assert.match(running, /CPU per second: 2 ms\n[^]*\$0\.06\/M s\b[^]*2 ms\/s[^]*1 ms\/s/);
    assert.match(counting, /CPU per mail:sent: 2 ms\n[^]*\$0\.06\/M mail:sent[^]*2 ms\/mail:sent[^]*1 ms\/mail:sent/);
    for (const words of [script, running, counting]) assert.doesNotMatch(words, /\breq(uests?)?\b/);
  });
});
