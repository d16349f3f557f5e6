/** What a section of the view lists, before it is a VS Code tree. Texts may come from measured code: they are shown as text. */
import * as vscode from 'vscode';
import { plain } from '../../model/plain-text.ts';
import type { StoredRunPlace } from './run-history.ts';

export interface Row {
  /** Unique in its section, and the same after a refresh, so that what is expanded stays so. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  /** Lines of text. */
  readonly tooltip?: readonly string[];
  readonly icon: string;
  /** Theme colour of the icon; what it means is in the text as well. */
  readonly iconColour?: string;
  /** What menus of package.json go by. */
  readonly kind: string;
  /** Opened by a click. */
  readonly place?: Place;
  readonly command?: vscode.Command;
  readonly children?: readonly Row[];
  readonly expanded?: boolean;
  readonly run?: StoredRunPlace;
}

export interface Place {
  readonly folder: vscode.WorkspaceFolder;
  readonly file: string;
  readonly line: number;
}

export function treeItem(row: Row): vscode.TreeItem {
  const item = new vscode.TreeItem(plain(row.label), collapsibleState(row));
  item.id = row.id;
  if (row.description !== undefined) item.description = plain(row.description);
  item.tooltip = (row.tooltip ?? spokenParts(row)).map(plain).join('\n');
  item.iconPath = new vscode.ThemeIcon(
    row.icon,
    row.iconColour === undefined ? undefined : new vscode.ThemeColor(row.iconColour),
  );
  item.contextValue = row.kind;
  item.accessibilityInformation = { label: spokenParts(row).map(plain).join(', ') };
  const command = row.command ?? openPlace(row.place);
  if (command !== undefined) item.command = command;
  return item;
}

/** Separators that guide the eye are read out as noise. */
function spokenParts({ label, description }: Row): readonly string[] {
  return [label, ...(description ?? '').split(' · ')].filter((part) => part !== '');
}

function collapsibleState({ children, expanded }: Row): vscode.TreeItemCollapsibleState {
  if (children === undefined || children.length === 0) return vscode.TreeItemCollapsibleState.None;
  return expanded === true ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}

function openPlace(place: Place | undefined): vscode.Command | undefined {
  if (place === undefined) return undefined;
  return { command: 'leanscope.openPlace', title: vscode.l10n.t('Open Source'), arguments: [place] };
}
