/** In: what functions and lines have of a profile. Out: per file, what is worth a hint beside its code: as `annotate` for a run. */
import type { FileAnnotations, FunctionAnnotation } from '../model/annotation.ts';
import type { NothingToShow, ProfileAnnotations, ProfileFigures, ProfileFunction } from '../model/opened-profile.ts';
import { lineAnnotation, worthAHint } from './annotate.ts';

export function annotateProfile(figures: ProfileFigures): ProfileAnnotations {
  const { kind, busyMs, foreignShare, allocatedBytes, warnings } = figures;
  const functions = figures.functions.filter(isWorthAHint);
  const names = [...new Set([...functions, ...figures.lines].map(({ file }) => file))].sort();
  const files = names
    .map((file) => inFile(file, functions, figures))
    .filter((file) => file.functions.length > 0 || file.lines.length > 0);
  return {
    kind,
    ...(busyMs === undefined ? {} : { busyMs }),
    ...(foreignShare === undefined ? {} : { foreignShare }),
    ...(allocatedBytes === undefined ? {} : { allocatedBytes }),
    files,
    ...(files.length > 0 ? {} : { nothing: nothingToShow(figures) }),
    warnings,
  };
}

/** "Idle" is said of what was counted as idle only: most often the files are elsewhere, or are not what ran. */
function nothingToShow({ parts: { missing, changed, ...counted }, missingFiles }: ProfileFigures): NothingToShow {
  if (missing >= worthAHint.selfShare && missing >= changed) return { problem: 'noSources', missing: missingFiles };
  if (changed >= worthAHint.selfShare) return { problem: 'changedSources' };
  return { problem: 'nothingOfTheApp', counted };
}

function inFile(file: string, functions: readonly ProfileFunction[], figures: ProfileFigures): FileAnnotations {
  const totals = { cpuMsPerRequest: figures.busyMs ?? 0 };
  const lines = figures.lines.filter((line) => line.file === file).map((line) => lineAnnotation(line, { totals }));
  return {
    file,
    per: figures.isWall ? 'wallProfile' : 'profile',
    functions: functions
      .filter((fn) => fn.file === file)
      .map(toAnnotation)
      .sort(byLine),
    lines: lines.filter((line) => line !== undefined).sort(byLine),
    routes: [],
    problems: [],
  };
}

function toAnnotation(fn: ProfileFunction): FunctionAnnotation {
  return { ...fn, functionId: fn.id };
}

/** What has no end, a script's own code, an editor cannot find again: its lines are told, and no more. */
function isWorthAHint({ endLine, totalShare = 0, ownShare = 0, ownAllocationShare = 0 }: ProfileFunction): boolean {
  if (endLine === undefined) return false;
  return (
    totalShare >= worthAHint.totalShare ||
    ownShare >= worthAHint.selfShare ||
    ownAllocationShare >= worthAHint.allocationShare
  );
}

function byLine(a: { readonly line: number }, b: { readonly line: number }): number {
  return a.line - b.line;
}
