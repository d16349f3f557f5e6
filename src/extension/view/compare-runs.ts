/** Compare with…: two stored runs of a folder, held against each other by the command line. */
import * as vscode from 'vscode';
import type { Comparison } from '../../model/comparison.ts';
import { commandLineProgram } from '../command-line-program.ts';
import { offerLog } from '../run-end.ts';
import { runTool } from '../run-tool.ts';
import { pickRun, type PickRunParts } from './pick-run.ts';
import type { Row } from './row.ts';
import type { StoredRunPlace } from './run-history.ts';
import type { ShownComparison } from './shown-comparison.ts';

export interface CompareParts extends PickRunParts {
  readonly context: vscode.ExtensionContext;
  readonly comparison: ShownComparison;
  readonly log: vscode.LogOutputChannel;
}

export function registerCompare(parts: CompareParts): vscode.Disposable {
  const { registerCommand } = vscode.commands;
  return vscode.Disposable.from(
    registerCommand('leanscope.compareRun', async (row?: Partial<Row>) => {
      const run = row?.run ?? (await pickRun(parts, { title: vscode.l10n.t('Compare which run?') }));
      if (run === undefined) return;
      const other = await pickRun(parts, { title: vscode.l10n.t('Compare with which run?'), except: run });
      if (other !== undefined) await compareRuns([run, other], parts);
    }),
    registerCommand('leanscope.compareWithBaseline', async (row?: Partial<Row>) => {
      const run = row?.run ?? (await pickRun(parts));
      const runId = run === undefined ? undefined : parts.baselines.of(run.folder);
      if (run !== undefined && runId !== undefined) await compareRuns([run, { folder: run.folder, runId }], parts);
    }),
    registerCommand('leanscope.closeComparison', () => {
      parts.comparison.show(undefined);
    }),
  );
}

/** What is held against is the baseline, else the older of the two: ids sort by time. */
function inOrder(runs: readonly [StoredRunPlace, StoredRunPlace], baseline: string | undefined): readonly string[] {
  const ids = runs.map(({ runId }) => runId).sort();
  return baseline !== undefined && ids.includes(baseline) ? [baseline, ...ids.filter((id) => id !== baseline)] : ids;
}

async function compareRuns(
  runs: readonly [StoredRunPlace, StoredRunPlace],
  { context, comparison, baselines, log }: CompareParts,
): Promise<void> {
  const { folder } = runs[0];
  const args = ['compare', ...inOrder(runs, baselines.of(folder)), '--json', '-', '--cwd', folder.uri.fsPath];
  const { stdout, stderr } = await vscode.window.withProgress({ location: { viewId: 'leanscope.runs' } }, () =>
    runTool(commandLineProgram(context), args),
  );
  const found = toComparison(stdout);
  if (found === undefined) {
    log.error(stderr);
    offerLog(stderr.trim().split('\n')[0] ?? vscode.l10n.t('The runs cannot be compared. The log says why.'), log);
    return;
  }
  comparison.show({ folder, comparison: found });
  await vscode.commands.executeCommand('leanscope.comparison.focus');
}

function toComparison(text: string): Comparison | undefined {
  if (text.trim() === '') return undefined;
  const content: unknown = JSON.parse(text);
  const isKnown = typeof content === 'object' && content !== null && 'comparisonVersion' in content;
  return isKnown && content.comparisonVersion === 1 ? (content as Comparison) : undefined;
}
