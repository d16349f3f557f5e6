import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { exampleReport } from '../fixture/report.ts';
import { roomy } from '../../../src/extension/problems/budget-for.ts';
import { eventually, knownState, openFile, place } from './workspace.ts';

const leanscopeJson = '{\n  "budgets": {\n    // per request\n    "cpuMsPerRequest": 1\n  }\n}\n';

function problemsOf(name: string): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(place(name)).filter(({ source }) => source === 'Leanscope');
}

/** VS Code is told of them a moment after the run is shown. */
function shown(): Promise<readonly vscode.Diagnostic[]> {
  return eventually(
    () => problemsOf('src/catalogue.js'),
    ({ length }) => length === 2,
  );
}

async function quickFixes(name: string, line: number): Promise<readonly vscode.CodeAction[]> {
  const range = new vscode.Range(line - 1, 0, line - 1, 80);
  const uri = place(name);
  const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    range,
  );
  return found.filter(({ command }) => command?.command.startsWith('leanscope.') === true);
}

function run({ command }: vscode.CodeAction): Thenable<unknown> {
  assert.ok(command);
  const args = (command.arguments ?? []) as unknown[];
  return vscode.commands.executeCommand(command.command, ...args);
}

const titled = (actions: readonly vscode.CodeAction[], title: RegExp): vscode.CodeAction => {
  const found = actions.find((action) => title.test(action.title));
  assert.ok(found, `none of ${actions.map((action) => action.title).join(', ')}`);
  return found;
};

describe('problems', () => {
  beforeEach(() => knownState({ report: exampleReport, files: { 'leanscope.json': leanscopeJson } }));

  it('are the findings and the broken budgets, each with its severity and its explanation', async () => {
    await openFile('src/catalogue.js');
    const found = await shown();
    const [budget, finding] = [...found].sort((a, b) => a.range.start.line - b.range.start.line);
    assert.equal(budget?.severity, vscode.DiagnosticSeverity.Error);
    assert.match(budget.message, /^Budget broken: parseCatalogue: .*0\.5 ms.*at most 0\.3 ms is allowed\.$/);
    assert.equal(finding?.severity, vscode.DiagnosticSeverity.Warning);
    assert.equal(finding.range.start.line, 11);
    assert.equal(finding.message, 'A linear search runs in a loop (saves up to 0.62 ms/req)\nLook it up in a Set.');
    assert.ok(typeof finding.code === 'object');
    const explanation = await vscode.workspace.openTextDocument(finding.code.target);
    assert.match(explanation.getText(), /Rule `nested-scan`/);
  });

  it('stand in leanscope.json where they are about the whole application', async () => {
    const [found] = await eventually(
      () => problemsOf('leanscope.json'),
      ([first]) => first?.range.start.line === 3,
    );
    assert.match(found?.message ?? '', /2 ms, at most 1 ms/);
  });

  it('can be given a budget a little above what they cost now', async () => {
    await openFile('src/catalogue.js');
    await shown();
    await run(titled(await quickFixes('src/catalogue.js', 12), /Set a budget/));
    const document = vscode.window.activeTextEditor?.document;
    assert.match(
      document?.getText() ?? '',
      /\/\/ per request[^]*"functions": \{\s*"relatedBooks": \{\s*"cpuMsPerRequest": 1\.1/,
    );
    assert.equal(document?.getText(vscode.window.activeTextEditor?.selection), '1.1');
  });

  it('can be opened in the report, asked about, ignored', async () => {
    await openFile('src/catalogue.js');
    await shown();
    const titles = (await quickFixes('src/catalogue.js', 12)).map(({ title }) => title);
    for (const wanted of [/Open the finding/, /Copy a prompt/, /Ignore nested-scan here/])
      assert.ok(
        titles.some((title) => wanted.test(title)),
        `${String(wanted)} in ${titles.join(', ')}`,
      );
    assert.deepEqual(
      (await quickFixes('src/catalogue.js', 3)).map(({ title }) => title),
      ['Open the budget'],
    );
  });

  it('are not shown where the user does not want them', async () => {
    await shown();
    const settings = vscode.workspace.getConfiguration('leanscope');
    await settings.update('problems.enabled', false, vscode.ConfigurationTarget.Workspace);
    await eventually(
      () => problemsOf('src/catalogue.js'),
      ({ length }) => length === 0,
    );
    await settings.update('problems.enabled', undefined, vscode.ConfigurationTarget.Workspace);
    await shown();
  });

  it('ask for a budget that today’s cost keeps', () => {
    for (const ms of [0.0123, 0.95, 1, 2.41, 9.99, 37, 1234]) {
      assert.ok(roomy(ms) >= ms * 1.1 - 1e-9 && roomy(ms) <= ms * 1.22, `${ms} → ${roomy(ms)}`);
    }
  });
});
