/** A stretch of a source file of the application as it was measured, beside which its cost can be shown. */
export interface SourceExcerpt {
  /** As in the Report's functions and lines. */
  readonly file: string;
  /** Of the first one; 1-based. */
  readonly line: number;
  /** Without their ends; a very long one is cut. */
  readonly lines: readonly string[];
}

/** Nothing where there are none, or the file was cut off on its way: the rest of the page can do without. */
export function excerptsOfText(text: string | null | undefined): readonly SourceExcerpt[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(value) ? value.filter(isExcerpt) : [];
  } catch {
    return [];
  }
}

function isExcerpt(value: unknown): value is SourceExcerpt {
  if (typeof value !== 'object' || value === null) return false;
  const { file, line, lines } = value as Partial<Record<keyof SourceExcerpt, unknown>>;
  return (
    typeof file === 'string' &&
    typeof line === 'number' &&
    Array.isArray(lines) &&
    lines.every((each) => typeof each === 'string')
  );
}
