/** A fresh copy of the small app the tests look at, so that no test sees what another has left there. */
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import type { Report } from '../../src/model/report.ts';
import { first, last, second } from './fixture/history.ts';
import { exampleReport } from './fixture/report.ts';
import { hostOut } from './folders.ts';

export interface WorkspaceOptions {
  readonly measured?: boolean;
  /** What was measured, where it is not the usual. */
  readonly report?: Report;
  /** Three runs of different days. */
  readonly history?: boolean;
  /** In leanscope.json; a scripted run breaks the first and keeps the second. */
  readonly budgets?: boolean;
  /** Without a leanscope.json: nothing says yet that the project is measured. */
  readonly bare?: boolean;
  readonly settings?: object;
}

export async function exampleWorkspace(
  name: string,
  { measured = false, report, history = false, budgets = false, bare = false, settings = {} }: WorkspaceOptions = {},
): Promise<string> {
  const folder = path.join(hostOut, 'workspaces', name);
  await rm(folder, { recursive: true, force: true });
  await cp(path.join(import.meta.dirname, 'fixture', 'app'), folder, { recursive: true });
  if (bare) await rm(path.join(folder, 'leanscope.json'));
  await writeSettings(folder, settings);
  const file = path.join(folder, '.leanscope', 'runs', '2026-01-15T09-30-00-000', 'report.json');
  // Measured now, since the copy of the sources is as new.
  if (measured || report !== undefined)
    await writeJson(file, { ...(report ?? exampleReport), startedAt: new Date().toISOString() });
  if (history) await writeHistory(folder);
  if (budgets) await writeJson(path.join(folder, 'leanscope.json'), { budgets: exampleBudgets });
  return folder;
}

/** Several in one window. Out: the file that names them. */
export async function severalFolders(folders: readonly string[], settings: object): Promise<string> {
  const file = path.join(path.dirname(folders[0] ?? ''), 'several.code-workspace');
  await writeJson(file, { folders: folders.map((folder) => ({ path: folder })), settings });
  return file;
}

const exampleBudgets = {
  cpuMsPerRequest: 1.5,
  routes: { 'GET /books/:id': { bytesOutPerRequest: 40_000 } },
};

async function writeHistory(folder: string): Promise<void> {
  for (const report of [first, second, last]) {
    const runId = `${report.startedAt.slice(0, 10).replaceAll('-', '')}-093000-0000`;
    await writeJson(path.join(folder, '.leanscope', 'runs', runId, 'report.json'), report);
  }
}

/** The settings of the workspace: an open VS Code follows them at once. */
export function writeSettings(folder: string, settings: object): Promise<void> {
  return writeJson(path.join(folder, '.vscode', 'settings.json'), settings);
}

async function writeJson(file: string, content: unknown): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(content));
}
