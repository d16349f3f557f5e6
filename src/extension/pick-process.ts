/** Which of the running Node.js processes is to be profiled; the command line knows them. */
import { execFile } from 'node:child_process';
import * as path from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import type { NodeProcess } from '../model/node-process.ts';

interface ProcessItem extends vscode.QuickPickItem {
  readonly pid: number;
}

/** Undefined where there is none, or the user picks none. */
export async function pickProcess(program: string): Promise<number | undefined> {
  const { t } = vscode.l10n;
  const found = await listProcesses(program);
  if (found.length === 0) {
    void vscode.window.showInformationMessage(t('No Node.js process of yours is running.'));
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(found.map(toItem), {
    placeHolder: t('Which running application is to be profiled? It is not restarted.'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.pid;
}

function toItem({ pid, command: [program = '', ...args], cwd, ports }: NodeProcess): ProcessItem {
  return {
    pid,
    label: [path.basename(program), ...args].join(' '),
    description: [...ports.map((port) => `:${port}`), `PID ${pid}`].join(' · '),
    ...(cwd === undefined ? {} : { detail: cwd }),
  };
}

const run = promisify(execFile);

async function listProcesses(program: string): Promise<readonly NodeProcess[]> {
  // Desktop VS Code's own executable is Node.js only when it is told so.
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const { stdout } = await run(process.execPath, [program, 'processes', '--json'], { env });
  return JSON.parse(stdout) as readonly NodeProcess[];
}
