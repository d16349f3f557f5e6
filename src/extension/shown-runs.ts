/** The run that is shown for each workspace folder, and its annotations as the user's edits have moved them. */
import * as vscode from 'vscode';
import type { FileAnnotations } from '../model/annotation.ts';
import type { Report } from '../model/report.ts';
import type { AnnotationsByUri } from './certain-annotations.ts';
import type { EditJournal } from './edit-journal.ts';
import { movedAnnotations } from './moved-annotations.ts';
import { lineEdit } from './position.ts';

export interface ShownRun {
  readonly folder: vscode.WorkspaceFolder;
  readonly runId: string | undefined;
  readonly report: Report;
}

/** What stands beside a document, and which run says so. */
export interface ShownFile {
  readonly run: ShownRun;
  readonly annotations: FileAnnotations;
}

interface AnnotatedRun extends ShownRun {
  /** By document URI. */
  readonly saved: Map<string, FileAnnotations>;
  readonly edited: Map<string, FileAnnotations>;
}

export class ShownRuns implements vscode.Disposable {
  readonly #runs = new Map<string, AnnotatedRun>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listeners: vscode.Disposable;
  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#listeners = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument((event) => {
        this.#follow(event);
      }),
      vscode.workspace.onDidSaveTextDocument((document) => {
        this.#keep(document);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        this.#forget(document);
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(({ removed }) => {
        for (const folder of removed) this.clear(folder);
      }),
    );
  }

  /** `journal` holds what the user typed while the run was going on. */
  show(run: ShownRun, annotations: AnnotationsByUri, journal?: EditJournal): void {
    const saved = new Map(annotations);
    const edited = journal?.replay(saved) ?? new Map<string, FileAnnotations>();
    this.#runs.set(run.folder.uri.toString(), { ...run, saved, edited });
    this.#publish();
  }

  clear(folder?: vscode.WorkspaceFolder): void {
    if (folder === undefined) this.#runs.clear();
    else this.#runs.delete(folder.uri.toString());
    this.#publish();
  }

  of(folder: vscode.WorkspaceFolder): ShownRun | undefined {
    return this.#runs.get(folder.uri.toString());
  }

  all(): readonly ShownRun[] {
    return [...this.#runs.values()];
  }

  /** The run of the folder the user is working in, else of the first folder that has one. */
  current(): ShownRun | undefined {
    const active = vscode.window.activeTextEditor?.document.uri;
    const folder = active === undefined ? undefined : vscode.workspace.getWorkspaceFolder(active);
    return (folder === undefined ? undefined : this.of(folder)) ?? this.#runs.values().next().value;
  }

  annotationsOf(document: vscode.TextDocument): FileAnnotations | undefined {
    return this.fileOf(document)?.annotations;
  }

  fileOf(document: vscode.TextDocument): ShownFile | undefined {
    const uri = document.uri.toString();
    for (const run of this.#runs.values()) {
      const annotations = run.edited.get(uri) ?? run.saved.get(uri);
      if (annotations !== undefined) return { run, annotations };
    }
    return undefined;
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#changed.dispose();
  }

  #follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const uri = document.uri.toString();
    for (const run of this.#runs.values()) {
      const before = run.edited.get(uri) ?? run.saved.get(uri);
      if (before === undefined) continue;
      run.edited.set(
        uri,
        contentChanges.reduce((annotations, change) => movedAnnotations(annotations, lineEdit(change)), before),
      );
      this.#changed.fire();
    }
  }

  #keep(document: vscode.TextDocument): void {
    const uri = document.uri.toString();
    for (const run of this.#runs.values()) {
      const edited = run.edited.get(uri);
      if (edited !== undefined) run.saved.set(uri, edited);
    }
  }

  /** Closing without saving brings back the lines on disk. */
  #forget(document: vscode.TextDocument): void {
    for (const run of this.#runs.values()) run.edited.delete(document.uri.toString());
  }

  #publish(): void {
    void vscode.commands.executeCommand('setContext', 'leanscope.hasReport', this.#runs.size > 0);
    this.#changed.fire();
  }
}
