/** Hints above functions and route handlers. */
import * as vscode from 'vscode';
import { functionHint, routeHint } from './hint-text.ts';
import type { HintStyle } from './hint-style.ts';
import { rangeOfLine } from './position.ts';
import type { ShownFile, ShownRuns } from './shown-runs.ts';

/** Every file: a Report names only files it has something to say about, whatever their language. */
export const anyFile: vscode.DocumentSelector = { pattern: '**' };

export function registerCodeLenses(runs: ShownRuns, style: HintStyle): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    changed,
    runs.onDidChange(() => {
      changed.fire();
    }),
    style.onDidChange(() => {
      changed.fire();
    }),
    vscode.languages.registerCodeLensProvider(anyFile, {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses: (document) => (style.name === 'codeLens' ? hintLenses(document, runs) : []),
      resolveCodeLens: (lens: HintLens) => withTitle(lens),
    }),
  );
}

/** Where a click leads. */
type Lead = Omit<vscode.Command, 'title'>;

/** Where it stands is known at once; VS Code asks for its words when it comes in sight. */
class HintLens extends vscode.CodeLens {
  readonly words: () => string;
  readonly lead: Lead;

  constructor(range: vscode.Range, words: () => string, lead: Lead) {
    super(range);
    this.words = words;
    this.lead = lead;
  }
}

function hintLenses(document: vscode.TextDocument, runs: ShownRuns): HintLens[] {
  const shown = runs.fileOf(document);
  if (shown === undefined) return [];
  const { annotations } = shown;
  const lead = leadOf(shown);
  const lens = (line: number, words: () => string): readonly HintLens[] => {
    const range = rangeOfLine(document, line);
    return range === undefined ? [] : [new HintLens(range, words, lead)];
  };
  return [
    ...annotations.routes.flatMap((hint) => lens(hint.line, () => routeHint(hint))),
    ...annotations.functions.flatMap((hint) => lens(hint.line, () => functionHint(hint, annotations.per))),
  ];
}

function leadOf(shown: ShownFile): Lead {
  const { t } = vscode.l10n;
  if (shown.kind === 'run') return { command: 'leanscope.openReport', tooltip: t('Open the Leanscope report') };
  return { command: 'vscode.open', tooltip: t('Open the profile'), arguments: [shown.profile] };
}

function withTitle(lens: HintLens): HintLens {
  lens.command = { title: lens.words(), ...lens.lead };
  return lens;
}
