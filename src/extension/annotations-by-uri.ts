import type * as vscode from 'vscode';
import { annotate } from '../annotate/annotate.ts';
import type { Report } from '../model/report.ts';
import type { AnnotationsByUri } from './certain-annotations.ts';
import { sourceUri } from './source-uri.ts';

export function annotationsByUri(report: Report, folder: vscode.WorkspaceFolder): AnnotationsByUri {
  return new Map(annotate(report).map((file) => [sourceUri(folder, file.file).toString(), file]));
}
