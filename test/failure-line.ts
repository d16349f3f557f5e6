/** A failed test on one line: its title, and the first line of why. From another process an error comes as an object with its message. */
export function failureLine(title: string, error: unknown): string {
  const said = typeof error === 'object' && error !== null && 'message' in error ? error.message : error;
  return `${title}: ${String(said).trim().split('\n', 1)[0] ?? ''}`;
}
