/** One section of the view as a VS Code tree. */
import * as vscode from 'vscode';
import { treeItem, type Row } from './row.ts';

export class SectionTree implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  readonly #rows: () => readonly Row[] | Promise<readonly Row[]>;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(rows: () => readonly Row[] | Promise<readonly Row[]>) {
    this.#rows = rows;
  }

  /** VS Code asks for rows again only where the section is in sight. */
  refresh(): void {
    this.#changed.fire();
  }

  getTreeItem(row: Row): vscode.TreeItem {
    return treeItem(row);
  }

  getChildren(row?: Row): vscode.ProviderResult<Row[]> {
    return row === undefined ? copied(this.#rows()) : [...(row.children ?? [])];
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

async function copied(rows: readonly Row[] | Promise<readonly Row[]>): Promise<Row[]> {
  return [...(await rows)];
}
