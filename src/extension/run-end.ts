/** Tells the user how a run ended that brought no report. */
import * as vscode from 'vscode';
import type { RunEnd } from './run-process.ts';

export async function reportRunEnd(
  end: Exclude<RunEnd, { kind: 'done' }>,
  log: vscode.LogOutputChannel,
): Promise<void> {
  switch (end.kind) {
    case 'cancelled':
      log.info('cancelled');
      return;
    case 'failed':
      log.error([end.what, end.next, end.log].filter((text) => text !== undefined && text !== '').join('\n'));
      await offerLog(`${end.what} ${end.next}`, log);
      return;
    case 'died':
      log.error(`the command line ended without a result: exit code ${end.code ?? '–'}, signal ${end.signal ?? '–'}`);
      await offerLog(
        vscode.l10n.t('The measurement stopped before it had a result. Its last words are in the log.'),
        log,
      );
  }
}

export async function offerLog(message: string, log: vscode.LogOutputChannel): Promise<void> {
  const showLog = vscode.l10n.t('Show Log');
  const chosen = await vscode.window.showErrorMessage(message, showLog);
  if (chosen === showLog) log.show();
}
