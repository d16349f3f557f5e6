/** Palette → Create Load Scenario: the command line finds out what the application serves and writes it into leanscope.json; the user edits it. */
import { execFile } from 'node:child_process';
import * as vscode from 'vscode';
import { commandLineProgram } from './command-line-program.ts';
import { pickFolder } from './pick-folder.ts';
import { offerLog } from './run-end.ts';

export async function createScenario(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): Promise<void> {
  if (!vscode.workspace.isTrusted) return;
  const folder = await pickFolder();
  if (folder === undefined) return;
  // The file is merged with what is on disk.
  await vscode.workspace.saveAll(false);
  const end = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Finding out what {0} serves', folder.name),
      cancellable: true,
    },
    (_progress, token) => writeScenario(commandLineProgram(context), folder.uri.fsPath, token),
  );
  if (end.words !== '') log.info(end.words);
  if (end.kind === 'failed') offerLog(end.words.split('\n')[0] ?? '', log);
  if (end.kind !== 'written') return;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, 'leanscope.json'));
  await vscode.window.showTextDocument(document);
}

interface End {
  readonly kind: 'written' | 'failed' | 'cancelled';
  /** What the command line said. */
  readonly words: string;
}

function writeScenario(program: string, cwd: string, token: vscode.CancellationToken): Promise<End> {
  return new Promise((resolve) => {
    // Desktop VS Code's own executable is Node.js only when it is told so.
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
    const args = [program, 'scenario', 'create', '--cwd', cwd];
    const child = execFile(process.execPath, args, { cwd, env }, (error, _stdout, stderr) => {
      const kind = token.isCancellationRequested ? 'cancelled' : error === null ? 'written' : 'failed';
      resolve({ kind, words: stderr.trim() });
    });
    // Asked to stop, it ends the application that it has started before it ends itself.
    token.onCancellationRequested(() => child.kill('SIGINT'));
  });
}
