/** The user's settings of findings as an argument of the command line. What leanscope.json says stands where they say nothing. */
import * as vscode from 'vscode';

export function findingArgs(folder: vscode.WorkspaceFolder): readonly string[] {
  const settings = vscode.workspace.getConfiguration('leanscope.findings', folder);
  const limit = settings.get<number | null>('limit') ?? undefined;
  const percent = settings.get<number | null>('thresholdPercent') ?? undefined;
  const stated = [
    ...(limit === undefined ? [] : [`limit=${limit}`]),
    ...(percent === undefined ? [] : [`threshold=${percent}%`]),
  ];
  return stated.length === 0 ? [] : ['--findings', stated.join(',')];
}
