/** A failed test on one line: its title, and the first line of why. */
export function failureLine(title: string, error: unknown): string {
  const why = error instanceof Error ? error.message : String(error);
  return `${title}: ${why.trim().split('\n', 1)[0] ?? ''}`;
}
