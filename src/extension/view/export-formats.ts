/** What a run can be exported as. */
import * as vscode from 'vscode';

/** The command line's name of each format → the end of its files' names. */
export const exportFormats = {
  html: 'html',
  md: 'md',
  json: 'json',
  sarif: 'sarif',
  cpuprofile: 'cpuprofile',
  pprof: 'pb.gz',
  speedscope: 'speedscope.json',
} as const;

export type ExportFormat = keyof typeof exportFormats;

export async function pickFormat(): Promise<ExportFormat | undefined> {
  const { t } = vscode.l10n;
  const words: Readonly<Record<ExportFormat, readonly [label: string, description: string]>> = {
    html: [t('Report page'), t('one HTML file to share')],
    md: ['Markdown', t('a summary for a pull request')],
    json: ['JSON', t('every figure, for scripts')],
    sarif: ['SARIF', t('findings, for code scanning')],
    cpuprofile: ['.cpuprofile', t('for VS Code and Chrome')],
    pprof: ['pprof', t('for Go’s pprof and what reads its format')],
    speedscope: ['speedscope', t('for speedscope.app')],
  };
  const items = (Object.keys(exportFormats) as ExportFormat[]).map((format) => {
    const [label, description] = words[format];
    return { format, label, description };
  });
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Export Run'),
    matchOnDescription: true,
  });
  return picked?.format;
}
