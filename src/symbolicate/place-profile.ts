/**
 * In: a profile that was opened from disk. Out: its frames in the original source, and the time of functions that V8 inlined within a
 * file given back to them. What was inlined from another file cannot be given back: V8 tells its line, and not its file.
 */
import type { OpenedProfile, PlacedProfile } from '../model/opened-profile.ts';
import type { RecordedFrame } from '../model/recorded-samples.ts';
import { giveBack } from './give-back.ts';
import { lineTable, type LineTable } from './line-table.ts';
import { workspaceFile } from './place.ts';
import { functionsOf, type SourceFunction } from './source-functions.ts';
import { symbolicate } from './symbolicate.ts';

export function placeProfile(opened: OpenedProfile): PlacedProfile {
  const texts = new Map(opened.scripts.map(({ scriptId, url, text }) => [scriptId, readText(text, url)]));
  let misfits = 0;
  const fitted = <T extends { readonly tree: { readonly frames: readonly RecordedFrame[] } }>(samples: T): T => {
    const frames = samples.tree.frames.map((frame) => {
      const text = texts.get(frame.scriptId);
      const fits = text === undefined ? frame : fittedFrame(frame, text);
      if (fits.line === undefined && frame.line !== undefined) misfits += 1;
      return fits;
    });
    return { ...samples, tree: { ...samples.tree, frames } };
  };
  const profile = symbolicate({
    ...{ app: { workspaceRoot: opened.workspaceRoot }, agentFile: '', routes: [] },
    stacks: opened.stacks.map(fitted),
    allocations: opened.allocations.map(fitted),
    scripts: opened.scripts.map((script) => ({ ...script, functions: named(texts.get(script.scriptId)) })),
    ...(opened.sources === undefined ? {} : { sources: opened.sources }),
  });
  return {
    kind: opened.kind,
    ...(opened.endUs === undefined ? {} : { endUs: opened.endUs }),
    profile,
    ...giveBack(profile),
    edited: new Set(opened.edited.map((path) => workspaceFile(path, opened.workspaceRoot))),
    warnings: [...warningsOf(opened, misfits), ...profile.warnings],
  };
}

function warningsOf({ missing, edited }: OpenedProfile, misfits: number): readonly string[] {
  return [
    ...(missing === 0
      ? []
      : [`Files that the profile names and that are not where it says: ${missing}. They have no hints.`]),
    ...(edited.length === 0
      ? []
      : [`Files that were changed after the profile was written: ${edited.length}. Their lines have no hints.`]),
    ...(misfits === 0
      ? []
      : [
          `Functions that are not where the profile says, because the file was changed or a loader ran another text: ${misfits}. They have no hints.`,
        ]),
  ];
}

interface Text {
  readonly lines: LineTable;
  readonly functions: readonly SourceFunction[];
}

function readText(text: string, url: string): Text {
  return { lines: lineTable(text), functions: functionsOf(text, url) };
}

function named(
  text: Text | undefined,
): readonly { readonly name: string; readonly start: number; readonly end: number }[] {
  return (text?.functions ?? []).map(({ name = '', start, end }) => ({ name, start, end }));
}

/** V8 places a function at its parameters. Where no function of that name has them there, the frame is left without a place. */
function fittedFrame(frame: RecordedFrame, { lines, functions }: Text): RecordedFrame {
  const { line, column, name, ...unplaced } = frame;
  const wholeScript = name === '' && line === 1 && column === 1;
  if (line === undefined || column === undefined || wholeScript) return frame;
  const at = lines.offset({ line, column });
  const bears = ({ name: own }: SourceFunction): boolean => own === undefined || name === '' || own === lastWord(name);
  const here = functions.filter((fn) => fn.start <= at && at <= fn.bodyStart).toSorted((a, b) => b.start - a.start)[0];
  // A line that is shorter than the column is not the line that ran.
  if (here !== undefined && bears(here) && lines.position(at).line === line) return frame;
  // Tools that know no columns write the first.
  const onLine = functions.filter((fn) => lines.position(fn.start).line === line && fn.name === lastWord(name));
  const [only] = onLine;
  if (column === 1 && only !== undefined && onLine.length === 1) return { ...frame, ...lines.position(only.start) };
  return { name, ...unplaced };
}

/** V8's names can be paths (`Basket.add`) and can say what kind of function it is (`get total`). */
function lastWord(name: string): string {
  return /#?[\p{ID_Continue}$]+$/u.exec(name)?.[0] ?? name;
}
