/** What package.json and the lock file beside it say of how a project is run. */
import * as vscode from 'vscode';
import type { Tools } from './run-choice.ts';

export interface ProjectPackage extends Tools {
  readonly scripts: Readonly<Record<string, string>>;
  /** The one whose lock file lies beside. */
  readonly manager: 'npm' | 'pnpm' | 'yarn';
}

interface PackageFile {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: object;
  readonly devDependencies?: object;
}

/** An empty one where there is no package.json that can be read. */
export async function readPackage(folder: vscode.Uri): Promise<ProjectPackage> {
  const { scripts = {}, dependencies = {}, devDependencies = {} } = await readFile(folder);
  const packages = new Set([...Object.keys(dependencies), ...Object.keys(devDependencies)]);
  const [programs, manager] = await Promise.all([programsOf(folder), managerOf(folder)]);
  return { scripts, packages, programs, manager };
}

async function readFile(folder: vscode.Uri): Promise<PackageFile> {
  try {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, 'package.json'));
    const content: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof content === 'object' && content !== null ? content : {};
  } catch (error) {
    if (error instanceof vscode.FileSystemError || error instanceof SyntaxError) return {};
    throw error;
  }
}

async function programsOf(folder: vscode.Uri): Promise<ReadonlySet<string>> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(folder, 'node_modules', '.bin'));
    return new Set(entries.map(([name]) => name));
  } catch (error) {
    if (error instanceof vscode.FileSystemError) return new Set();
    throw error;
  }
}

async function managerOf(folder: vscode.Uri): Promise<ProjectPackage['manager']> {
  if (await isThere(vscode.Uri.joinPath(folder, 'pnpm-lock.yaml'))) return 'pnpm';
  return (await isThere(vscode.Uri.joinPath(folder, 'yarn.lock'))) ? 'yarn' : 'npm';
}

async function isThere(file: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(file);
    return true;
  } catch (error) {
    if (error instanceof vscode.FileSystemError) return false;
    throw error;
  }
}
