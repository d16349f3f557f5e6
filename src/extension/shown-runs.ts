/** The run that is shown for each workspace folder, and its annotations as the user's edits have moved them. */
import * as vscode from 'vscode';
import { fadeChanged, recover, settle, type Text } from '../annotate/settle.ts';
import type { FileAnnotations } from '../model/annotation.ts';
import type { Report } from '../model/report.ts';
import { finish, type Steps } from '../model/steps.ts';
import type { AnnotationsByUri } from './certain-annotations.ts';
import type { EditJournal } from './edit-journal.ts';
import { inSlices } from './in-slices.ts';
import { movedAnnotations } from './moved-annotations.ts';
import { lineEdit, textOfDocument } from './position.ts';

export interface ShownRun {
  readonly folder: vscode.WorkspaceFolder;
  readonly runId: string | undefined;
  readonly report: Report;
}

/** What stands beside a document, and which run says so. */
export interface ShownRunFile {
  readonly kind: 'run';
  readonly run: ShownRun;
  readonly annotations: FileAnnotations;
}

/** What stands beside a document, and which profile of another tool's says so. */
interface ShownProfileFile {
  readonly kind: 'profile';
  readonly profile: vscode.Uri;
  readonly annotations: FileAnnotations;
}

export type ShownFile = ShownRunFile | ShownProfileFile;

interface AnnotatedFiles {
  /** By document URI. Never touched by edits. */
  readonly measured: Map<string, FileAnnotations>;
  readonly saved: Map<string, FileAnnotations>;
  readonly edited: Map<string, FileAnnotations>;
}

type AnnotatedRun = ShownRun & AnnotatedFiles;

interface AnnotatedProfile extends AnnotatedFiles {
  readonly profile: vscode.Uri;
  readonly shownAtMs: number;
}

interface Known {
  readonly before: FileAnnotations;
  readonly measured: FileAnnotations;
  /** False once somebody else has put something in its place. */
  readonly isStill: () => boolean;
  readonly replace: (after: FileAnnotations) => void;
}

const pauseMs = 200;

function* faded(before: FileAnnotations, measured: FileAnnotations, text: Text): Steps<FileAnnotations> {
  return yield* recover(yield* fadeChanged(before, text), measured, text);
}

export class ShownRuns implements vscode.Disposable {
  readonly #runs = new Map<string, AnnotatedRun>();
  /** In the files that it is about it stands in the place of runs. */
  #profile: AnnotatedProfile | undefined;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listeners: vscode.Disposable;
  readonly #typed = new Set<vscode.TextDocument>();
  #lastFolder: string | undefined;
  /** Since the others were told last. */
  #haveMoved = false;
  #pause: NodeJS.Timeout | undefined;
  readonly onDidChange = this.#changed.event;

  constructor() {
    const attendTo = (editor: vscode.TextEditor | undefined): void => {
      const folder = editor === undefined ? undefined : vscode.workspace.getWorkspaceFolder(editor.document.uri);
      if (folder !== undefined) this.attend(folder);
    };
    attendTo(vscode.window.activeTextEditor);
    this.#listeners = vscode.Disposable.from(
      vscode.window.onDidChangeActiveTextEditor(attendTo),
      vscode.workspace.onDidChangeTextDocument((event) => {
        this.#follow(event);
      }),
      vscode.workspace.onDidOpenTextDocument((document) => {
        this.#settle(document);
      }),
      vscode.workspace.onDidSaveTextDocument((document) => {
        this.#keep(document);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        this.#forget(document);
      }),
      vscode.workspace.onDidRenameFiles(({ files }) => {
        for (const { oldUri, newUri } of files) this.#rename(oldUri.toString(), newUri.toString());
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
    this.#runs.set(run.folder.uri.toString(), { ...run, measured: new Map(annotations), saved, edited });
    if (Date.parse(run.report.startedAt) > (this.#profile?.shownAtMs ?? 0)) this.#profile = undefined;
    for (const document of vscode.workspace.textDocuments) {
      if (edited.has(document.uri.toString())) void this.#fade([document]);
      else this.#settle(document);
    }
    this.#publish();
  }

  showProfile(profile: vscode.Uri, annotations: AnnotationsByUri): void {
    const files = { measured: new Map(annotations), saved: new Map(annotations), edited: new Map() };
    this.#profile = { ...files, profile, shownAtMs: Date.now() };
    for (const document of vscode.workspace.textDocuments) this.#settle(document);
    this.#publish();
  }

  clearProfile(): void {
    this.#profile = undefined;
    this.#publish();
  }

  clear(folder?: vscode.WorkspaceFolder): void {
    if (folder === undefined) {
      this.#runs.clear();
      this.#profile = undefined;
    } else this.#runs.delete(folder.uri.toString());
    this.#publish();
  }

  of(folder: vscode.WorkspaceFolder): ShownRun | undefined {
    return this.#runs.get(folder.uri.toString());
  }

  all(): readonly ShownRun[] {
    return [...this.#runs.values()];
  }

  /** The run of the folder the user is working in or has last been, else of the first folder that has one. */
  current(): ShownRun | undefined {
    const last = this.#lastFolder === undefined ? undefined : this.#runs.get(this.#lastFolder);
    return last ?? this.#runs.values().next().value;
  }

  /** The user has asked for its run, with whatever editor in front: the report page is in no folder. */
  attend(folder: vscode.WorkspaceFolder): void {
    this.#lastFolder = folder.uri.toString();
  }

  annotationsOf(document: vscode.TextDocument): FileAnnotations | undefined {
    return this.fileOf(document)?.annotations;
  }

  fileOf(document: vscode.TextDocument): ShownFile | undefined {
    const uri = document.uri.toString();
    const found = this.#profile?.edited.get(uri) ?? this.#profile?.saved.get(uri);
    if (this.#profile !== undefined && found !== undefined)
      return { kind: 'profile', profile: this.#profile.profile, annotations: found };
    for (const run of this.#runs.values()) {
      const annotations = run.edited.get(uri) ?? run.saved.get(uri);
      if (annotations !== undefined) return { kind: 'run', run, annotations };
    }
    return undefined;
  }

  /** Of runs, by document URI; open or not. */
  *files(): Iterable<readonly [uri: string, file: ShownRunFile]> {
    for (const run of this.#runs.values())
      for (const [uri, saved] of run.saved)
        yield [uri, { kind: 'run', run, annotations: run.edited.get(uri) ?? saved }];
  }

  dispose(): void {
    this.#listeners.dispose();
    clearTimeout(this.#pause);
    this.#changed.dispose();
  }

  #follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const uri = document.uri.toString();
    for (const run of this.#all()) {
      const before = run.edited.get(uri) ?? run.saved.get(uri);
      if (before === undefined || contentChanges.length === 0) continue;
      const after = contentChanges.reduce((known, change) => movedAnnotations(known, lineEdit(change)), before);
      run.edited.set(uri, after);
      this.#typed.add(document);
      this.#haveMoved ||= after !== before;
    }
    if (this.#typed.size === 0) return;
    // VS Code moves what is painted by itself; the rest can wait for a pause in typing.
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => {
      void this.#fade([...this.#typed]);
      this.#typed.clear();
    }, pauseMs);
  }

  /** A document may have been changed where nobody saw it: on disk while it was closed, by git, by another program. */
  #settle(document: vscode.TextDocument): void {
    const text = textOfDocument(document);
    for (const { before, measured, replace } of this.#known(document)) {
      const after = finish(recover(settle(before, text), measured, text));
      if (after === before) continue;
      replace(after);
      this.#changed.fire();
    }
  }

  /** In pieces, because the user goes on typing: a key makes what was found so far worthless, and its own pause follows. */
  async #fade(documents: readonly vscode.TextDocument[]): Promise<void> {
    for (const document of documents) {
      if (document.isClosed) continue;
      const { version } = document;
      for (const { before, measured, replace, isStill } of this.#known(document)) {
        const after = await inSlices(
          faded(before, measured, textOfDocument(document)),
          () => !document.isClosed && document.version === version && isStill(),
        );
        if (after === undefined || after === before) continue;
        replace(after);
        this.#haveMoved = true;
      }
    }
    // Most keys change no hint: then there is nothing to paint or to ask for again.
    if (!this.#haveMoved) return;
    this.#haveMoved = false;
    this.#changed.fire();
  }

  /** What the runs and the profile say of a document now. */
  #known(document: vscode.TextDocument): readonly Known[] {
    const uri = document.uri.toString();
    return this.#all().flatMap((files) => {
      const now = (): FileAnnotations | undefined => files.edited.get(uri) ?? files.saved.get(uri);
      const before = now();
      const measured = files.measured.get(uri);
      if (before === undefined || measured === undefined) return [];
      const isStill = (): boolean => this.#all().includes(files) && now() === before;
      return [{ before, measured, isStill, replace: (after) => files.edited.set(uri, after) }];
    });
  }

  #keep(document: vscode.TextDocument): void {
    const uri = document.uri.toString();
    for (const run of this.#all()) {
      const edited = run.edited.get(uri);
      if (edited !== undefined) run.saved.set(uri, edited);
    }
  }

  /** Closing without saving brings back the lines on disk. */
  #forget(document: vscode.TextDocument): void {
    for (const run of this.#all()) run.edited.delete(document.uri.toString());
  }

  /** A file, or a folder with all that is in it. */
  #rename(from: string, to: string): void {
    for (const { measured, saved, edited } of this.#all()) {
      for (const files of [measured, saved, edited]) {
        for (const [uri, file] of [...files]) {
          if (uri !== from && !uri.startsWith(`${from}/`)) continue;
          files.delete(uri);
          files.set(`${to}${uri.slice(from.length)}`, file);
        }
      }
    }
    this.#changed.fire();
  }

  #all(): readonly AnnotatedFiles[] {
    return [...this.#runs.values(), ...(this.#profile === undefined ? [] : [this.#profile])];
  }

  #publish(): void {
    void vscode.commands.executeCommand('setContext', 'leanscope.hasReport', this.#runs.size > 0);
    void vscode.commands.executeCommand('setContext', 'leanscope.hasProfile', this.#profile !== undefined);
    this.#changed.fire();
  }
}
