/** Variables in a launch configuration: https://code.visualstudio.com/docs/reference/variables-reference */
import { homedir } from 'node:os';
import { basename, sep } from 'node:path';
import process from 'node:process';

/** What is known without an editor is filled in; the rest stays as it stands. */
export function fillVariables(word: string, folder: string): string {
  return word.replaceAll(/\$\{([^{}]*)\}/g, (all, inner: string) => valueOf(inner, folder) ?? all);
}

/** The first that was left as it stands. */
export function openVariable(word: string): string | undefined {
  return /\$\{[^{}]*\}?/.exec(word)?.[0];
}

function valueOf(name: string, folder: string): string | undefined {
  switch (name) {
    case 'workspaceFolder':
    case 'workspaceRoot':
    case 'cwd':
    case `workspaceFolder:${basename(folder)}`:
      return folder;
    case 'workspaceFolderBasename':
    case 'workspaceRootFolderName':
      return basename(folder);
    case 'userHome':
      return homedir();
    case 'pathSeparator':
    case '/':
      return sep;
    default:
      return name.startsWith('env:') ? (process.env[name.slice('env:'.length)] ?? '') : undefined;
  }
}
