/**
 * Parameters in the path of a route: `:name`, with what routers allow behind it: `:id(\\d+)`, `:id{[0-9]+}`, `:id?`. A colon that is meant
 * as it stands has a backslash before it, as in Express: `/jobs/:id\:cancel`.
 */
export const parameterInPath = /(?<!\\):(\w+)(?:\([^/]*\)|\{[^/]*\})?[?*+]?/g;

/** The path as it is sent, once its parameters are filled in. */
export function literalPath(path: string): string {
  return path.replaceAll('\\:', ':');
}

/** Text in which no colon begins a parameter. */
export function escapedPath(text: string): string {
  return text.replaceAll(':', '\\:');
}
