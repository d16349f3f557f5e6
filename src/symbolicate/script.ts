/** Scripts as V8 ran them: from their generated positions to the original ones. */
import type { RecordedScript } from '../model/recorded-samples.ts';
import type { Recording } from '../model/recording.ts';
import { pathOfUrl } from '../model/source-path.ts';
import type { ThreadOfApp } from '../model/target.ts';
import { innermostSpan } from './compiled-functions.ts';
import { lineTable } from './line-table.ts';
import { openMap, type OpenMap } from './map.ts';
import { createMapWarnings, type MapWarnings } from './map-warnings.ts';
import { mappedScript } from './mapped-script.ts';
import { compiledPlace, type Script } from './script-place.ts';
import { openSources, type Sources } from './source.ts';

export interface Scripts {
  get(thread: ThreadOfApp, scriptId: string): Script | undefined;
  /** By its URL; of several with the same, the one that ran last. */
  at(thread: ThreadOfApp, url: string): Script | undefined;
  /** Of the scripts that were asked for: path → text of the original source. */
  texts(): ReadonlyMap<string, string>;
  warnings(): readonly string[];
}

function keyOf({ process, thread }: ThreadOfApp, scriptId: string): string {
  return `${process}:${thread}:${scriptId}`;
}

export function openScripts({ scripts, sources: onDisk }: Pick<Recording, 'scripts' | 'sources'>): Scripts {
  const open = new Map<string, Script>();
  const warnings = createMapWarnings();
  const sources = openSources(onDisk);
  const recorded = new Map(scripts.map((script) => [keyOf(script, script.scriptId), script]));
  const get: Scripts['get'] = (thread, scriptId) => {
    const key = keyOf(thread, scriptId);
    const script = recorded.get(key);
    if (script === undefined) return undefined;
    const known = open.get(key) ?? openScript(script, sources, warnings);
    open.set(key, known);
    return known;
  };
  const ids = new Map(scripts.map((script) => [keyOf(script, pathOfUrl(script.url)), script.scriptId]));
  return {
    get,
    at: (thread, url) => get(thread, ids.get(keyOf(thread, pathOfUrl(url))) ?? ''),
    texts: () => new Map([...open.values()].flatMap((script) => script.texts())),
    warnings: () => warnings.all(),
  };
}

function openScript(script: RecordedScript, sources: Sources, warnings: MapWarnings): Script {
  const lines = lineTable(script.text);
  const spanOf = innermostSpan(script, lines);
  const map = mapOf(script, lines.count, warnings);
  if (map !== undefined) return mappedScript({ script, lines, spanOf, map, sources, warnings });
  const file = pathOfUrl(script.url);
  return {
    functionAt: (position) => compiledPlace(file, position, spanOf),
    placeAt: ({ line, column }) => ({ file, line, column }),
    originalLine: (line) => line,
    texts: () => [[file, script.text]],
  };
}

function mapOf(
  { url, sourceMap, sourceMapBase, sourceMapProblem }: RecordedScript,
  lines: number,
  warnings: MapWarnings,
): OpenMap | undefined {
  if (sourceMapProblem !== undefined) warnings.unusable(url, sourceMapProblem);
  if (sourceMap === undefined) return undefined;
  const opened = openMap(sourceMap, { url, base: sourceMapBase ?? url, lines });
  if (typeof opened !== 'string') return opened;
  warnings.unusable(url, `its source map cannot be used (${opened})`);
  return undefined;
}
