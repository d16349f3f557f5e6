/**
 * Annotations of files that were changed after their run. Nobody saw which lines moved, so only a function whose name
 * still stands on its line keeps its hint; a figure beside the wrong code would be worse than none.
 */
import * as vscode from 'vscode';
import type { FileAnnotations, FunctionAnnotation } from '../model/annotation.ts';

/** By document URI, as they came in. */
export type AnnotationsByUri = ReadonlyMap<string, FileAnnotations>;

export async function certainAnnotations(
  annotations: AnnotationsByUri,
  measuredAtMs: number,
): Promise<AnnotationsByUri> {
  const entries = await Promise.all(
    [...annotations].map(
      async ([uri, file]) => [uri, await certainIn(vscode.Uri.parse(uri), file, measuredAtMs)] as const,
    ),
  );
  return new Map(entries);
}

async function certainIn(uri: vscode.Uri, file: FileAnnotations, measuredAtMs: number): Promise<FileAnnotations> {
  try {
    const { mtime } = await vscode.workspace.fs.stat(uri);
    if (mtime <= measuredAtMs) return file;
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    return stillNamed(file, text.split(/\r\n|\r|\n/));
  } catch (error) {
    if (error instanceof vscode.FileSystemError) return { ...file, functions: [], lines: [], routes: [] };
    throw error;
  }
}

export function stillNamed(file: FileAnnotations, textLines: readonly string[]): FileAnnotations {
  const named = ({ name, line }: FunctionAnnotation): boolean => {
    const ownName = name.split('.').at(-1) ?? '';
    return /^[\w$#]+$/.test(ownName) && textLines[line - 1]?.includes(ownName) === true;
  };
  return { ...file, functions: file.functions.filter(named), lines: [], routes: [] };
}
