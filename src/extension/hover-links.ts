/** Where a hover leads: commands with what they are about. */
import * as vscode from 'vscode';
import type { Figures } from './hover-figures.ts';
import type { ShownRun } from './shown-runs.ts';

export interface Link {
  readonly title: string;
  readonly command: string;
  readonly args: readonly unknown[];
}

/** What the commands behind a hover are told, as JSON: the workspace folder and the function's id in the Report. */
export type FunctionReference = readonly [folder: string, functionId: string];

/** VS Code's own viewer, or the one that the user has chosen for such files. */
export function profileLinks(profile: vscode.Uri): readonly Link[] {
  return [{ title: vscode.l10n.t('Open the profile'), command: 'vscode.open', args: [profile] }];
}

export function functionLinks({ functionId }: Figures, run: ShownRun): readonly Link[] {
  const { t } = vscode.l10n;
  const openReport = { title: t('Open report'), command: 'leanscope.openReport', args: [] };
  if (functionId === undefined) return [openReport];
  const args: FunctionReference = [run.folder.uri.toString(), functionId];
  return [
    { title: t('Show in report'), command: 'leanscope.showFunction', args },
    { title: t('Show in flame graph'), command: 'leanscope.showInFlameGraph', args },
    ...(canAskWhatIf(run)
      ? [{ title: t('What if it were twice as fast?'), command: 'leanscope.whatIfFaster', args }]
      : []),
  ];
}

/** The command line answers it, from a run that is stored on this machine. */
export function canAskWhatIf({ folder, runId }: ShownRun): boolean {
  return vscode.workspace.isTrusted && runId !== undefined && folder.uri.scheme === 'file';
}
