/** What one V8 frame is: whose function, where in the original source. */
import type { ProfiledFunction, ProfiledRoute } from '../model/profile.ts';
import type { RecordedFrame } from '../model/recording.ts';
import { originOf, pathOfUrl, workspaceFile } from './place.ts';
import type { Script } from './script.ts';

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

export function describeFunction(
  frame: RecordedFrame,
  script: Script | undefined,
  workspaceRoot: string,
  routes: readonly ProfiledRoute[],
): ProfiledFunction {
  const meta = metaOf(frame);
  if (meta !== undefined) return { id: frame.name, name: frame.name, file: '', origin: 'native', meta };
  const place = placeOf(frame, script);
  const path = place?.file ?? pathOfUrl(frame.url);
  const file = workspaceFile(path, workspaceRoot);
  const name = nameOf(frame, place, file, routes);
  return {
    id: [file, place?.line ?? '', place?.column ?? '', name].join(':'),
    name,
    file,
    ...(place === undefined ? {} : { line: place.line }),
    ...(place?.endLine === undefined ? {} : { endLine: place.endLine }),
    ...originOf(frame.url, path),
  };
}

interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly name?: string;
}

function placeOf(frame: RecordedFrame, script: Script | undefined): Place | undefined {
  const { line, column } = frame;
  if (line === undefined || column === undefined) return undefined;
  if (script === undefined) return { file: pathOfUrl(frame.url), line, column };
  const original = script.original({ line, column });
  const endLine = script.endLine({ line, column });
  return original === undefined
    ? undefined
    : { ...original, ...(endLine === undefined || endLine < original.line ? {} : { endLine }) };
}

/** A route's handler without a name of its own is called by its route: that is how its author thinks of it. */
function nameOf(
  { name }: RecordedFrame,
  place: Place | undefined,
  file: string,
  routes: readonly ProfiledRoute[],
): string {
  if (name !== '') return name;
  const route = routes.find((each) => each.file === file && each.line === place?.line);
  return route === undefined ? (place?.name ?? '(anonymous)') : `${route.method} ${route.path} handler`;
}
