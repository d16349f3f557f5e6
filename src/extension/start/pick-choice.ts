/** What is to be measured: what the project says, a launch configuration, a script of package.json or the file in the editor. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { withoutIcons } from '../view/without-icons.ts';
import { readPackage, type ProjectPackage } from './project-package.ts';
import {
  fileChoice,
  launchChoice,
  npmScriptChoice,
  projectChoice,
  subjectOfScript,
  testFileChoice,
  testFilePattern,
  type RunChoice,
  type Subject,
} from './run-choice.ts';

interface ChoiceItem extends vscode.QuickPickItem {
  readonly choose?: () => Promise<RunChoice | undefined> | RunChoice;
}

/** Undefined where the user picks nothing. */
export async function pickChoice(folder: vscode.WorkspaceFolder): Promise<RunChoice | undefined> {
  const { t } = vscode.l10n;
  const project = await readPackage(folder.uri);
  const picked = await vscode.window.showQuickPick(
    [
      {
        label: t('What the project says'),
        description: t('leanscope.json, else launch.json, else npm start'),
        choose: () => projectChoice,
      },
      ...section(t('Launch configurations'), launchItems(folder)),
      ...section(t('Scripts of package.json'), scriptItems(project)),
      ...section(t('Current file'), fileItems(folder, project)),
    ],
    { title: t('Profile'), placeHolder: t('What is to be measured?'), matchOnDescription: true },
  );
  return picked?.choose?.();
}

export async function chooseTestFile(file: vscode.Uri, folder: vscode.WorkspaceFolder): Promise<RunChoice> {
  return testFileChoice(relative(file, folder), await readPackage(folder.uri));
}

function section(label: string, items: readonly ChoiceItem[]): readonly ChoiceItem[] {
  return items.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items];
}

interface LaunchConfiguration {
  readonly name?: unknown;
  readonly type?: unknown;
  readonly request?: unknown;
}

function launchItems({ uri }: vscode.WorkspaceFolder): readonly ChoiceItem[] {
  const all = vscode.workspace
    .getConfiguration('launch', uri)
    .get<readonly LaunchConfiguration[]>('configurations', []);
  return all.flatMap(({ name, type, request }) =>
    typeof name === 'string' && request === 'launch' && (type === 'node' || type === 'pwa-node')
      ? [{ label: withoutIcons(name), choose: () => launchChoice(name) }]
      : [],
  );
}

function scriptItems({ scripts, manager }: ProjectPackage): readonly ChoiceItem[] {
  return Object.entries(scripts).map(([name, script]) => ({
    label: withoutIcons(name),
    description: withoutIcons(script),
    choose: async () => {
      const subject = subjectOfScript(name) ?? (await askSubject());
      return subject === undefined ? undefined : npmScriptChoice(name, manager, subject);
    },
  }));
}

function fileItems(folder: vscode.WorkspaceFolder, project: ProjectPackage): readonly ChoiceItem[] {
  const document = vscode.window.activeTextEditor?.document;
  if (document === undefined || !/\.[cm]?[jt]sx?$/.test(document.fileName)) return [];
  if (vscode.workspace.getWorkspaceFolder(document.uri) !== folder) return [];
  const file = relative(document.uri, folder);
  if (testFilePattern.test(file)) return [{ label: withoutIcons(file), choose: () => testFileChoice(file, project) }];
  const choose = async (): Promise<RunChoice | undefined> => {
    const subject = await askSubject();
    return subject === undefined ? undefined : fileChoice(file, project, subject);
  };
  return [{ label: withoutIcons(file), choose }];
}

async function askSubject(): Promise<Subject | undefined> {
  const { t } = vscode.l10n;
  const items = [
    { label: t('It serves'), description: t('load is sent to it'), subject: 'server' },
    { label: t('It ends'), description: t('it is run from start to end, again and again'), subject: 'script' },
  ] as const;
  return (await vscode.window.showQuickPick(items, { placeHolder: t('Does it serve requests, or run to its end?') }))
    ?.subject;
}

/** With `/`, from the folder on. */
function relative(file: vscode.Uri, folder: vscode.WorkspaceFolder): string {
  return path.posix.relative(folder.uri.path, file.path);
}
