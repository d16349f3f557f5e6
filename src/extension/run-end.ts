/** Tells the user how a run ended that brought no report. */
import * as vscode from 'vscode';
import { describeFailure } from '../model/failure-words.ts';
import type { RunEnd } from './run-process.ts';

export function reportRunEnd(end: Exclude<RunEnd, { kind: 'done' }>, log: vscode.LogOutputChannel): void {
  switch (end.kind) {
    case 'cancelled':
      log.info('cancelled');
      return;
    case 'failed':
      log.error([end.what, end.next, end.log].filter((text) => text !== undefined && text !== '').join('\n'));
      offerLog(failedText(end), log);
      return;
    case 'died':
      log.error(`the command line ended without a result: exit code ${end.code ?? '–'}, signal ${end.signal ?? '–'}`);
      offerLog(vscode.l10n.t('The measurement stopped before it had a result. Its last words are in the log.'), log);
  }
}

/** In the user's language; the log is in the words that whoever is asked for help reads. */
function failedText({ what, next, failure }: Extract<RunEnd, { kind: 'failed' }>): string {
  const told = failure === undefined ? { what, next } : describeFailure(failure, vscode.env.language);
  return `${told.what} ${told.next}`;
}

/** Nobody waits for the answer: the next run may start while the message is still in sight. */
export function offerLog(message: string, log: vscode.LogOutputChannel): void {
  const showLog = vscode.l10n.t('Show Log');
  void vscode.window.showErrorMessage(message, showLog).then((chosen) => {
    if (chosen === showLog) log.show();
  });
}
