/** The details of a function, a route or a hot line, on the line where its hint stands. */
import * as vscode from 'vscode';
import { anyFile } from './code-lenses.ts';
import type { FunctionBackgrounds } from './function-background.ts';
import { headCommit } from './git-head.ts';
import { functionFigures, lineFigures, routeFigures, type Figures } from './hover-figures.ts';
import { functionLinks, profileLinks, type Link } from './hover-links.ts';
import type { HintStyle } from './hint-style.ts';
import { isOtherCommit } from './other-commit.ts';
import { modelLine } from './position.ts';
import { priceText } from './price-text.ts';
import type { ShownFile, ShownRun, ShownRuns } from './shown-runs.ts';

export interface HoverParts {
  readonly runs: ShownRuns;
  readonly style: HintStyle;
  readonly backgrounds: FunctionBackgrounds;
}

export function registerHovers({ runs, style, backgrounds }: HoverParts): vscode.Disposable {
  return vscode.languages.registerHoverProvider(anyFile, {
    provideHover: async (document, position, token) => {
      const shown = style.name === 'off' ? undefined : runs.fileOf(document);
      if (shown === undefined) return undefined;
      const { version } = document;
      const figures = await figuresAt(shown, modelLine(position), backgrounds);
      if (figures.length === 0 || token.isCancellationRequested || document.version !== version) return undefined;
      return new vscode.Hover(
        figures.map((known) =>
          shown.kind === 'profile'
            ? hoverText(known, profileLinks(shown.profile))
            : hoverText(withNotes(known, shown.run), functionLinks(known, shown.run)),
        ),
      );
    },
  });
}

async function figuresAt(
  shown: ShownFile,
  line: number,
  backgrounds: FunctionBackgrounds,
): Promise<readonly Figures[]> {
  const { routes, functions, lines, per } = shown.annotations;
  const here = <T extends { readonly line: number }>(hints: readonly T[]): readonly T[] =>
    hints.filter((hint) => hint.line === line);
  return [
    ...here(routes).map(routeFigures),
    ...(await Promise.all(
      here(functions).map(async (hint) => {
        const background = shown.kind === 'run' ? await backgrounds.of(hint, shown.run) : undefined;
        return functionFigures(hint, per, background);
      }),
    )),
    ...here(lines).map((hint) => lineFigures(hint, per)),
  ];
}

function withNotes(figures: Figures, { folder, report }: ShownRun): Figures {
  const notes = [figures.hasCost ? priceText(report) : undefined, commitNote(folder, report.app.commit)];
  return { ...figures, notes: [...figures.notes, ...notes.filter((note) => note !== undefined)] };
}

function commitNote(folder: vscode.WorkspaceFolder, commit: string | undefined): string | undefined {
  const head = headCommit(folder);
  if (commit === undefined || head === undefined || !isOtherCommit(commit, head)) return undefined;
  const [then = '', now = ''] = [commit, head].map((hash) => hash.slice(0, 8));
  return vscode.l10n.t('Measured at commit {0}; this is {1}.', then, now);
}

/** Names come from measured code, which may be anybody's: they are text, never Markdown. */
function hoverText({ title, notes, rows }: Figures, links: readonly Link[]): vscode.MarkdownString {
  const text = new vscode.MarkdownString(undefined, true);
  text.isTrusted = { enabledCommands: links.map(({ command }) => command) };
  if (rows.length === 0) text.appendMarkdown('**Leanscope** · ').appendText(title).appendMarkdown('\n\n');
  // First, because VS Code shows the beginning of what is long.
  text.appendMarkdown(`${links.map(linkText).join(' · ')}\n\n`);
  // A table needs a head to be read out well: what the figures are of.
  if (rows.length > 0) text.appendMarkdown(`| Leanscope | ${cell(title)} |\n|:--|--:|\n`);
  for (const [name, figure] of rows) {
    text.appendMarkdown(`| ${cell(name)} | ${cell(figure)} |\n`);
  }
  for (const note of notes) text.appendMarkdown('\n\n').appendText(note);
  return text;
}

function linkText({ title, command, args }: Link): string {
  const query = args.length === 0 ? '' : `?${encodeURIComponent(JSON.stringify(args))}`;
  return `[${title}](command:${command}${query})`;
}

function cell(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_{}[\]()#+\-.!|<>&~$]/g, '\\$&');
}
