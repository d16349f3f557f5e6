/** Palette or explorer → Annotate from Profile: a profile that any tool took, beside the code. VS Code's own viewer stays what opens it. */
import * as vscode from 'vscode';
import type { FunctionAnnotation } from '../model/annotation.ts';
import type { BadProfile, ProfileProblem } from '../model/failure-kinds.ts';
import { profileNoteIn } from '../model/profile-notes.ts';
import { describeFailure } from '../model/failure-words.ts';
import type { ProfileAnnotations } from '../model/opened-profile.ts';
import { formatShare } from '../model/format.ts';
import { certainAnnotations } from './certain-annotations.ts';
import { commandLineProgram } from './command-line-program.ts';
import { locale } from './hint-text.ts';
import { startOfLine } from './position.ts';
import { offerLog } from './run-end.ts';
import { runTool } from './run-tool.ts';
import type { ShownRuns } from './shown-runs.ts';
import { sourceUri } from './source-uri.ts';

export interface AnnotateProfileParts {
  readonly context: vscode.ExtensionContext;
  readonly runs: ShownRuns;
  readonly log: vscode.LogOutputChannel;
}

export function registerAnnotateProfile(parts: AnnotateProfileParts): vscode.Disposable {
  return vscode.commands.registerCommand('leanscope.annotateProfile', async (file?: vscode.Uri) => {
    const profile = file ?? (await pickProfile());
    if (profile !== undefined) await annotateFrom(profile, parts);
  });
}

async function pickProfile(): Promise<vscode.Uri | undefined> {
  const { t } = vscode.l10n;
  const picked = await vscode.window.showOpenDialog({
    title: t('Annotate from Profile'),
    openLabel: t('Annotate'),
    filters: { [t('Profiles')]: ['cpuprofile', 'heapprofile', 'json', 'gz', 'pb', 'pprof'], [t('All files')]: ['*'] },
  });
  return picked?.[0];
}

async function annotateFrom(profile: vscode.Uri, { context, runs, log }: AnnotateProfileParts): Promise<void> {
  const folder = folderFor(profile);
  if (folder === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open the folder of a Node.js application first.'));
    return;
  }
  const name = vscode.workspace.asRelativePath(profile);
  const { stdout, stderr } = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Reading {0}', name) },
    () => runTool(commandLineProgram(context), ['annotate', profile.fsPath, '--json', '-', '--cwd', folder.uri.fsPath]),
  );
  if (stderr !== '') log.info(stderr.trim());
  const answer = parsed(stdout);
  if (answer === undefined || 'problem' in answer) {
    offerLog(
      answer === undefined ? vscode.l10n.t('{0} cannot be read. The log says why.', name) : refusal(name, answer),
      log,
    );
    return;
  }
  const byUri = new Map(answer.files.map((file) => [sourceUri(folder, file.file).toString(), file]));
  const { mtime } = await vscode.workspace.fs.stat(profile);
  runs.showProfile(profile, await certainAnnotations(byUri, mtime));
  // Nobody waits for the answer.
  void offerHottest(name, answer, folder);
}

/** Where the sources of a profile from outside are looked for: the profile's folder, else that in which the user works. */
function folderFor(profile: vscode.Uri): vscode.WorkspaceFolder | undefined {
  const active = vscode.window.activeTextEditor?.document.uri;
  const around = [profile, active].map((uri) => uri && vscode.workspace.getWorkspaceFolder(uri));
  return around.find((folder) => folder !== undefined) ?? vscode.workspace.workspaceFolders?.[0];
}

interface Refused {
  readonly problem: ProfileProblem;
  readonly failure: BadProfile;
}

function refusal(name: string, { failure }: Refused): string {
  const { what, next } = describeFailure({ ...failure, file: name }, vscode.env.language);
  return `${what} ${next}`;
}

function parsed(stdout: string): ProfileAnnotations | Refused | undefined {
  try {
    return JSON.parse(stdout) as ProfileAnnotations | Refused;
  } catch {
    // The command line ended without an answer; its last words are in the log.
    return undefined;
  }
}

/** From so much on it is worth a word. */
const muchForeign = 0.05;

async function offerHottest(
  name: string,
  { files, foreignShare = 0, warnings }: ProfileAnnotations,
  folder: vscode.WorkspaceFolder,
): Promise<void> {
  const { t } = vscode.l10n;
  const hottest = files
    .flatMap(({ file, functions }) => functions.map((fn) => ({ file, ...fn })))
    .toSorted((a, b) => part(b) - part(a))[0];
  if (hottest === undefined) return;
  const done = t('{0} is shown beside the code.', name);
  const foreign = t('{0} of its time V8 had inlined from other files; that cannot be told apart.', share(foreignShare));
  const open = t('Open {0}', hottest.name);
  const chosen = await vscode.window.showInformationMessage(
    [
      done,
      ...(foreignShare < muchForeign ? [] : [foreign]),
      ...warnings.map((text) => profileNoteIn(vscode.env.language, text).text),
    ].join(' '),
    open,
  );
  if (chosen !== open) return;
  await vscode.window.showTextDocument(sourceUri(folder, hottest.file), { selection: startOfLine(hottest.line) });
}

function part({ ownShare, ownAllocationShare }: FunctionAnnotation): number {
  return ownShare ?? ownAllocationShare ?? 0;
}

function share(value: number): string {
  return formatShare(value, locale());
}
