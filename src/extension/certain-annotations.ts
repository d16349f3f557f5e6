/** Annotations of files that were changed after their run: nobody saw which lines moved, so they are looked for in the text. */
import * as vscode from 'vscode';
import { settle, type Text } from '../annotate/settle.ts';
import type { FileAnnotations } from '../model/annotation.ts';

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
    return settle(file, textOf(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri))));
  } catch (error) {
    if (error instanceof vscode.FileSystemError) return { ...file, functions: [], lines: [], routes: [], problems: [] };
    throw error;
  }
}

export function textOf(content: string): Text {
  const lines = content.split(/\r\n|\r|\n/);
  return { lineOf: (line) => lines[line - 1], lineCount: lines.length };
}
