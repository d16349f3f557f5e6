/** What one V8 frame is: whose function, where in the original source. */
import type { ProfiledFunction } from '../model/profile.ts';
import type { RecordedFrame } from '../model/recorded-samples.ts';
import { pathOfUrl } from '../model/source-path.ts';
import { originOf, workspaceFile } from './place.ts';
import type { FunctionPlace, Script } from './script-place.ts';

/** V8's meta frames, by the names its profiler gives them (src/profiler/profile-generator.cc). */
const metaNames: Readonly<Record<string, NonNullable<ProfiledFunction['meta']>>> = {
  '(root)': 'root',
  '(idle)': 'idle',
  '(garbage collector)': 'gc',
  '(program)': 'program',
};

export function metaOf({ name, scriptId, url }: RecordedFrame): ProfiledFunction['meta'] {
  return scriptId === '0' && url === '' ? metaNames[name] : undefined;
}

/** `handlers` are the names of route handlers by `placeKey`. */
export interface Surroundings {
  readonly workspaceRoot: string;
  /** As `pathOfUrl` gives it. */
  readonly agentPath: string;
  /** Route names by `placeKey` of their handlers. */
  readonly handlers: ReadonlyMap<string, string>;
}

/** The tool's own work inside the application: shown, and nobody else's. */
const ownOrigin = { origin: 'dependency', package: 'leanscope' } as const;

export function describeFunction(
  frame: RecordedFrame,
  script: Script | undefined,
  { workspaceRoot, agentPath, handlers }: Surroundings,
): ProfiledFunction {
  const meta = metaOf(frame);
  if (meta !== undefined) return { id: frame.name, name: frame.name, file: '', origin: 'native', meta };
  const place = placeOf(frame, script);
  const path = place?.file ?? pathOfUrl(frame.url);
  const file = workspaceFile(path, workspaceRoot);
  const name = nameOf(frame, place, file, handlers);
  return {
    id: [file, place?.line ?? '', place?.column ?? '', name].join(':'),
    name,
    file,
    ...(place === undefined ? {} : { line: place.line }),
    ...(place?.endLine === undefined ? {} : { endLine: place.endLine }),
    ...(path === agentPath ? ownOrigin : originOf(frame.url, path)),
  };
}

function placeOf({ name, line, column, url }: RecordedFrame, script: Script | undefined): FunctionPlace | undefined {
  if (line === undefined || column === undefined) return undefined;
  return script === undefined ? { file: pathOfUrl(url), line, column } : script.functionAt({ name, line, column });
}

/** Column and all: a handler on one line often holds callbacks of its own. */
export function placeKey({ file, line, column }: Pick<FunctionPlace, 'file' | 'line' | 'column'>): string {
  return `${file}:${line}:${column}`;
}

/**
 * A route's handler without a name of its own is called by its route: that is how its author thinks of it. A name that the
 * map has there is not the function's: of an arrow function V8 gives the place of its first parameter.
 */
function nameOf(
  { name }: RecordedFrame,
  place: FunctionPlace | undefined,
  file: string,
  handlers: ReadonlyMap<string, string>,
): string {
  if (place?.name !== undefined) return place.name;
  if (name !== '') return name;
  const handler = place === undefined ? undefined : handlers.get(placeKey({ ...place, file }));
  return handler ?? '(anonymous)';
}
