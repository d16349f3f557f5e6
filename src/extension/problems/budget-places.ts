/** Where leanscope.json states the broken budgets that are about no place in the code. */
import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import * as vscode from 'vscode';
import type { ReportBudget } from '../../model/report-findings.ts';
import type { ShownRun } from '../shown-runs.ts';

export interface BudgetPlaces {
  readonly uri: vscode.Uri;
  readonly budgets: readonly { readonly line: number; readonly budget: ReportBudget }[];
}

export async function budgetPlaces({ folder, report }: ShownRun): Promise<BudgetPlaces | undefined> {
  const broken = (report.budgets ?? []).filter(({ verdict, line }) => verdict === 'over' && line === undefined);
  if (broken.length === 0) return undefined;
  const uri = vscode.Uri.joinPath(folder.uri, 'leanscope.json');
  const text = await textOf(uri);
  const root = text === undefined ? undefined : parseTree(text);
  if (text === undefined || root === undefined) return undefined;
  const budgets = broken.flatMap((budget) => {
    const offset = findNodeAtLocation(root, pathOf(budget))?.offset;
    return offset === undefined ? [] : [{ budget, line: text.slice(0, offset).split('\n').length }];
  });
  return budgets.length === 0 ? undefined : { uri, budgets };
}

export function pathOf({ scope, name, metric }: Pick<ReportBudget, 'scope' | 'name' | 'metric'>): string[] {
  if (scope === 'app' || name === undefined) return ['budgets', metric];
  return ['budgets', scope === 'route' ? 'routes' : 'functions', name, metric];
}

async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    // Deleted since the run.
    if (error instanceof vscode.FileSystemError) return undefined;
    throw error;
  }
}
