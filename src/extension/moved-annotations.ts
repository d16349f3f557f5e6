/** Keeps annotations beside the code they were measured on while the user types above it. Lines are 1-based. */
import type { FileAnnotations } from '../model/annotation.ts';
import type { LineEdit } from './position.ts';

/** Where a line is after an edit; undefined when the edit took it away. */
export function movedLine(line: number, edit: LineEdit): number | undefined {
  if (line < edit.firstLine) return line;
  if (line > edit.lastLine) return line + edit.addedLines;
  // A line whose text lies wholly behind the replaced text survives and moves with it.
  if (line === edit.lastLine && edit.toLineStart) return line + edit.addedLines;
  if (line === edit.firstLine && !edit.fromLineStart) return line;
  // Typing inside one line leaves it the line that was measured; deleting it whole does not.
  return edit.firstLine === edit.lastLine ? line : undefined;
}

export function movedAnnotations(annotations: FileAnnotations, edit: LineEdit): FileAnnotations {
  if (edit.addedLines === 0 && edit.firstLine === edit.lastLine) return annotations;
  return {
    ...annotations,
    functions: moved(annotations.functions, edit).map((hint) => withMovedEnd(hint, edit)),
    lines: moved(annotations.lines, edit),
    routes: moved(annotations.routes, edit),
    problems: moved(annotations.problems, edit),
  };
}

function moved<T extends { readonly line: number }>(hints: readonly T[], edit: LineEdit): readonly T[] {
  return hints.flatMap((hint) => {
    const line = movedLine(hint.line, edit);
    return line === undefined ? [] : [{ ...hint, line }];
  });
}

function withMovedEnd<T extends { readonly line: number; readonly endLine?: number }>(hint: T, edit: LineEdit): T {
  if (hint.endLine === undefined) return hint;
  return { ...hint, endLine: Math.max(hint.line, movedLine(hint.endLine, edit) ?? hint.line) };
}
