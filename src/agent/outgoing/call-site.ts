/** Where an outgoing request was asked for: the innermost line of the application on the stack, else of one of its packages. */
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CallSite } from '../../model/agent-protocol.ts';

const deepest = 60;

export function callSite(): CallSite | undefined {
  const places = stack().flatMap(placeOf);
  return places.find(({ url }) => !url.includes('/node_modules/')) ?? places[0];
}

/** Without `Error.prepareStackTrace` of the application: it may be slow, and it may map positions that are mapped later. */
function stack(): readonly NodeJS.CallSite[] {
  const prepare: unknown = Reflect.get(Error, 'prepareStackTrace');
  const { stackTraceLimit } = Error;
  Error.prepareStackTrace = (_error, sites) => sites;
  Error.stackTraceLimit = deepest;
  try {
    const holder: { stack?: unknown } = {};
    Error.captureStackTrace(holder, stack);
    return Array.isArray(holder.stack) ? (holder.stack as readonly NodeJS.CallSite[]) : [];
  } finally {
    Reflect.set(Error, 'prepareStackTrace', prepare);
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function placeOf(site: NodeJS.CallSite): readonly CallSite[] {
  const file = site.getFileName();
  const [line, column] = [site.getLineNumber(), site.getColumnNumber()];
  if (file === null || line === null || column === null) return [];
  if (file.startsWith('node:') || file === __filename) return [];
  return [{ name: site.getFunctionName() ?? '', url: scriptUrl(file), line, column }];
}

/** CommonJS modules are known by their path, ES modules by their URL. */
export function scriptUrl(file: string): string {
  return isAbsolute(file) ? pathToFileURL(file).href : file;
}
