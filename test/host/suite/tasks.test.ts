import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { exampleReport } from '../fixture/report.ts';
import { eventually, knownState, place, writeFile } from './workspace.ts';

const leanscopeJson = JSON.stringify({ budgets: { cpuMsPerRequest: 1.5 } });

describe('a task of type leanscope', () => {
  // With a run of an earlier day, so that the task's is the latest.
  beforeEach(() =>
    knownState({
      ...{ report: exampleReport, runId: '2026-01-14T09-30-00-000' },
      files: { 'leanscope.json': leanscopeJson, wait: '', 'go-on': '' },
    }),
  );

  it('is offered, and turns findings and broken budgets into problems', async () => {
    const [task, ...more] = await vscode.tasks.fetchTasks({ type: 'leanscope' });
    assert.ok(task !== undefined && more.length === 0);
    const ended = new Promise<number | undefined>((resolve) => {
      const listener = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
        if (execution.task.definition.type !== 'leanscope') return;
        listener.dispose();
        resolve(exitCode);
      });
    });
    await vscode.tasks.executeTask(task);
    const messages = (file: string): string =>
      vscode.languages
        .getDiagnostics(place(file))
        .map(({ message, range, severity }) => `${range.start.line + 1} ${severity} ${message}`)
        .join('\n');
    const budget = `1 ${vscode.DiagnosticSeverity.Error} CPU: 2 ms (95 % 1.96 ms to 2.04 ms), at most 1.5 ms`;
    await eventually(
      () => messages('leanscope.json'),
      (text) => text.includes(budget),
    );
    // It ends once what it says has been read: VS Code reads on for a tenth of a second only when a task has ended.
    await writeFile('end', '');
    assert.equal(await ended, 0);
    const finding = `4 ${vscode.DiagnosticSeverity.Warning} An object is copied by way of JSON text`;
    await eventually(
      () => messages('src/catalogue.js'),
      (text) => text.includes(finding),
    );
  });
});
