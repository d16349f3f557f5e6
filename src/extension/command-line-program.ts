import * as path from 'node:path';
import * as vscode from 'vscode';

/** The command line's bundle. */
export function commandLineProgram(context: vscode.ExtensionContext): string {
  // Tests of the editor put a scripted program in the place of the real one; an installed extension never looks.
  const scripted = process.env['LEANSCOPE_TEST_PROGRAM'];
  if (scripted !== undefined && context.extensionMode !== vscode.ExtensionMode.Production) return scripted;
  return path.join(context.extensionPath, 'dist', 'cli.cjs');
}
