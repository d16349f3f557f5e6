/** Tasks of type `leanscope` in tasks.json: the command line in a terminal, its findings read by the problem matcher. */
import * as vscode from 'vscode';
import { commandLineProgram } from '../command-line-program.ts';
import { findingArgs } from '../finding-args.ts';
import { personalWishes } from './personal-wishes.ts';
import { readPackage } from './project-package.ts';
import { launchChoice, npmScriptChoice, projectChoice, runArguments, type RunChoice } from './run-choice.ts';

interface LeanscopeTask extends vscode.TaskDefinition {
  readonly launch?: string;
  readonly npmScript?: string;
  readonly command?: readonly string[];
  /** Not a server. */
  readonly script?: boolean;
  readonly scenario?: string;
  readonly budgetSeconds?: number;
}

const type = 'leanscope';

export function registerTasks(context: vscode.ExtensionContext): vscode.Disposable {
  return vscode.tasks.registerTaskProvider(type, {
    provideTasks: () => localFolders().map((folder) => taskOf({ type }, folder, { context, choice: projectChoice })),
    resolveTask: async ({ definition, scope }) => {
      const folder = typeof scope === 'object' ? scope : localFolders()[0];
      if (folder === undefined) return undefined;
      const known = definition as LeanscopeTask;
      return taskOf(known, folder, { context, choice: await choiceOf(known, folder) });
    },
  });
}

function localFolders(): readonly vscode.WorkspaceFolder[] {
  return (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
}

async function choiceOf(task: LeanscopeTask, folder: vscode.WorkspaceFolder): Promise<RunChoice> {
  const { options, command } = await startOf(task, folder);
  const script = task.script === true && !options.includes('--script') ? ['--script'] : [];
  const scenario = task.scenario === undefined ? [] : ['--scenario', task.scenario];
  return { options: [...options, ...script, ...scenario], ...(command === undefined ? {} : { command }) };
}

async function startOf(task: LeanscopeTask, folder: vscode.WorkspaceFolder): Promise<RunChoice> {
  const { launch, npmScript, command, script } = task;
  if (launch !== undefined) return launchChoice(launch);
  if (npmScript !== undefined) {
    const { manager } = await readPackage(folder.uri);
    return npmScriptChoice(npmScript, manager, script === true ? 'script' : 'server');
  }
  return command === undefined ? projectChoice : { options: [], command };
}

function taskOf(
  definition: LeanscopeTask,
  folder: vscode.WorkspaceFolder,
  { context, choice }: { readonly context: vscode.ExtensionContext; readonly choice: RunChoice },
): vscode.Task {
  const { budgetSeconds } = definition;
  const wishes = { ...personalWishes(folder), ...(budgetSeconds === undefined ? {} : { budgetSeconds }) };
  const cwd = folder.uri.fsPath;
  const options = ['--problems', '--cwd', cwd, ...findingArgs(folder), ...runArguments(choice, wishes)];
  const args = [commandLineProgram(context), 'run', ...options];
  // Desktop VS Code's own executable is Node.js only when it is told so.
  const execution = new vscode.ProcessExecution(process.execPath, args, { cwd, env: { ELECTRON_RUN_AS_NODE: '1' } });
  const task = new vscode.Task(definition, folder, vscode.l10n.t('profile'), type, execution, '$leanscope');
  task.detail = vscode.l10n.t('Measure the application; findings and broken budgets become problems.');
  return task;
}
