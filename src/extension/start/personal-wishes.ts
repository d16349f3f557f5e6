/** What this user's settings ask of every run. What is not set is left to the command line. */
import * as vscode from 'vscode';
import type { PersonalWishes } from './run-choice.ts';

export function personalWishes(folder: vscode.WorkspaceFolder): PersonalWishes {
  const settings = vscode.workspace.getConfiguration('leanscope', folder.uri);
  const budgetSeconds = settings.get<number | null>('run.budgetSeconds') ?? undefined;
  const engine = settings.get<string>('run.engine', 'auto');
  return {
    ...(budgetSeconds === undefined ? {} : { budgetSeconds }),
    ...(engine === 'auto' ? {} : { engine }),
  };
}

export function opensReport(): boolean {
  return vscode.workspace.getConfiguration('leanscope').get('report.openAfterRun', true);
}
