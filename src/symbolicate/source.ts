/** One original source: its text, and the functions in it. */
import type { Recording } from '../model/recording.ts';
import { lineTable, type LineTable } from './line-table.ts';
import { functionsOf, type SourceFunction } from './source-functions.ts';

export interface Source {
  readonly text: string;
  readonly lines: LineTable;
  /** The innermost function around an offset. The text is parsed when this is first asked for: most sources never are. */
  functionAt(offset: number): SourceFunction | undefined;
}

export interface Sources {
  /** `carried` is the text that a map brings along; without it, that which was found on disk counts. */
  open(file: string, carried: string | undefined): Source | undefined;
  isEdited(file: string): boolean;
  isAbsent(file: string): boolean;
}

export function openSources(recorded: Recording['sources'] = []): Sources {
  const onDisk = new Map(recorded.map((source) => [source.path, source]));
  // By text: several threads, or builds, have a map each for the same file.
  const open = new Map<string, Source>();
  return {
    open: (file, carried) => {
      const text = carried ?? onDisk.get(file)?.text;
      if (text === undefined) return undefined;
      const known = open.get(text) ?? openSource(text, file);
      open.set(text, known);
      return known;
    },
    isEdited: (file) => onDisk.get(file)?.edited === true,
    isAbsent: (file) => onDisk.get(file)?.absent === true,
  };
}

function openSource(text: string, file: string): Source {
  let functions: readonly SourceFunction[] | undefined;
  return {
    text,
    lines: lineTable(text),
    functionAt: (offset) => {
      functions ??= functionsOf(text, file);
      let found: SourceFunction | undefined;
      for (const each of functions) {
        if (each.start > offset || each.end <= offset) continue;
        if (found === undefined || each.end - each.start <= found.end - found.start) found = each;
      }
      return found;
    },
  };
}
