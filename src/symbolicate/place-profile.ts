/**
 * In: a profile that was opened from disk. Out: its frames in the original source, and the time of functions that V8 inlined within a
 * script given back to them. What was inlined from another script cannot be given back: V8 tells its line, and not its script.
 */
import type { OpenedProfile, PlacedProfile, PlacedTicks } from '../model/opened-profile.ts';
import type { Profile } from '../model/profile.ts';
import type { CallTree, CpuSamples, RecordedFrame } from '../model/recorded-samples.ts';
import { pathOfUrl } from '../model/source-path.ts';
import { giveBack, type PlacedFrame } from './give-back.ts';
import { workspaceFile } from './place.ts';
import { functionOfFrame, scriptFunctions, type ScriptFunctions } from './script-functions.ts';
import { openScripts } from './script.ts';
import { symbolicate } from './symbolicate.ts';

export function placeProfile(opened: OpenedProfile): PlacedProfile {
  const byId = new Map(opened.scripts.map((script) => [script.scriptId, scriptFunctions(script)]));
  const stacks = opened.stacks.map((samples) => fit(samples, byId));
  const allocations = opened.allocations.map((samples) => fit(samples, byId));
  const scripts = opened.scripts.map((script) => {
    const functions = byId.get(script.scriptId)?.functions ?? [];
    return { ...script, functions: functions.map(({ name = '', start, end }) => ({ name, start, end })) };
  });
  const sources = opened.sources === undefined ? {} : { sources: opened.sources };
  const profile = symbolicate({
    ...{ app: { workspaceRoot: opened.workspaceRoot }, agentFile: noAgent, routes: [], scripts, ...sources },
    stacks: stacks.map(({ samples }) => samples),
    allocations: allocations.map(({ samples }) => samples),
  });
  const mapped = new Set(scripts.filter(({ sourceMap }) => sourceMap !== undefined).map(({ scriptId }) => scriptId));
  const misfits = [...stacks, ...allocations].reduce((sum, fitted) => sum + fitted.misfits, 0);
  return {
    kind: opened.kind,
    endsUs: opened.endsUs,
    isWall: opened.sampleTypes?.[0] === 'wall',
    profile,
    ...placeTicks({ stacks, profile, mapped, scripts: openScripts({ scripts, ...sources }) }),
    edited: new Set(opened.edited.map((path) => workspaceFile(path, opened.workspaceRoot))),
    missing: new Set(opened.missing.map((url) => workspaceFile(pathOfUrl(url), opened.workspaceRoot))),
    warnings: [...warningsOf(opened, misfits), ...profile.warnings],
  };
}

/** Nothing of ours ran in the application; what is in no file has the empty name. */
const noAgent = 'leanscope:none';

interface Fitted<T> {
  readonly samples: T;
  /** By frame. */
  readonly placed: readonly (PlacedFrame | undefined)[];
  readonly misfits: number;
}

/** A frame that is not where its script has such a function is left without a place. */
function fit<T extends { readonly tree: CallTree }>(samples: T, byId: ReadonlyMap<string, ScriptFunctions>): Fitted<T> {
  const placed: (PlacedFrame | undefined)[] = [];
  const misfitting = new Set<ScriptFunctions>();
  let misfits = 0;
  const frames = samples.tree.frames.map((frame): RecordedFrame => {
    const script = byId.get(frame.scriptId);
    const fn = script === undefined ? undefined : functionOfFrame(frame, script);
    placed.push(script === undefined || fn === undefined ? undefined : { script, fn });
    if (script === undefined || frame.line === undefined) return frame;
    const { name, scriptId, url } = frame;
    if (fn === undefined) {
      if (!isOfClass(frame, script)) {
        misfits += 1;
        misfitting.add(script);
      }
      return { name, scriptId, url };
    }
    // The first column is of the whole line: of what is around the function as well.
    return frame.column === 1 && fn !== script.whole ? { ...frame, ...script.lines.position(fn.start) } : frame;
  });
  // A script's own code has no place to be told by: where its functions are elsewhere, so are its lines.
  const certain = placed.map((each) =>
    each !== undefined && each.fn === each.script.whole && misfitting.has(each.script) ? undefined : each,
  );
  return { samples: { ...samples, tree: { ...samples.tree, frames } }, placed: certain, misfits };
}

/** What a class does when it is made, or its instances are, is a function for engines and none in the text. */
function isOfClass({ name, line = 0, column = 0 }: RecordedFrame, { textAt }: ScriptFunctions): boolean {
  return name.startsWith('<') || /^(?:export\s+)?(?:default\s+)?(?:abstract\s+)?class\b/.test(textAt({ line, column }));
}

interface Placing {
  /** Ids of scripts with a source map. */
  readonly mapped: ReadonlySet<string>;
  readonly stacks: readonly Fitted<CpuSamples>[];
  readonly profile: Profile;
  readonly scripts: ReturnType<typeof openScripts>;
}

function placeTicks({ stacks, profile, scripts, mapped }: Placing): Pick<PlacedProfile, 'lineTicks' | 'foreign'> {
  const lineTicks: PlacedTicks[] = [];
  const foreign = new Map<number, number>();
  stacks.forEach(({ samples, placed }, at) => {
    const functionOf = profile.cpu[at]?.tree.function ?? [];
    for (const { countedAs: node, owner, line, ticks } of giveBack(samples, placed)) {
      const countedAs = functionOf[node] ?? -1;
      if (profile.functions[countedAs]?.origin !== 'app') continue;
      const frame = samples.tree.frames[samples.tree.frame[owner ?? -1] ?? -1];
      if (owner === undefined || frame === undefined) {
        foreign.set(countedAs, (foreign.get(countedAs) ?? 0) + ticks);
        continue;
      }
      // A bundle's own code is of several sources, and shown in none of them.
      const isOfSeveral = mapped.has(frame.scriptId) && frame.name === '' && frame.line === 1 && frame.column === 1;
      const original = isOfSeveral ? undefined : scripts.get(samples, frame.scriptId)?.originalLine(line, frame);
      const known = original === undefined ? {} : { line: original };
      lineTicks.push({ function: functionOf[owner] ?? -1, countedAs, ...known, ticks });
    }
  });
  return { lineTicks, foreign };
}

function warningsOf(opened: OpenedProfile, misfits: number): readonly string[] {
  const { missing, edited, elsewhere, lineless, clock, sampleTypes } = opened;
  const [type = '', ...others] = sampleTypes ?? [];
  const [first] = elsewhere;
  const warnings: readonly (readonly [number, string])[] = [
    [type !== '' && others.length === 0 ? 1 : 0, `Samples in the profile are of the type ${type}.`],
    [others.length, `The profile has samples of several types: ${type} is shown, and not ${others.join(', ')}.`],
    [
      type === 'wall' ? 1 : 0,
      'Its milliseconds are wall time and no CPU time: what waits counts as well as what computes.',
    ],
    [
      missing.length,
      `Files that the profile names and that are not where it says: ${several(missing)}. They have no hints.`,
    ],
    [
      elsewhere.length,
      `Files that are elsewhere than the profile says were found by the end of their paths: ${first?.url ?? ''} is ${first?.path ?? ''}${andMore(elsewhere)}.`,
    ],
    [
      edited.length,
      `Files that were changed after the profile was written: ${edited.length}. Their lines have no hints.`,
    ],
    [
      lineless.length,
      `Lines in the profile are those of a compiled text that was not kept, and are not shown: ${several(lineless)}.`,
    ],
    [
      misfits,
      `Functions that are not where the profile says, because the file was changed or a loader ran another text: ${misfits}. They have no hints.`,
    ],
    [
      clock === 'counts' ? 1 : 0,
      'The profile does not say how long its samples last: each counts for as much as the others, and milliseconds are approximate.',
    ],
    [
      clock === 'none' ? 1 : 0,
      'The profile does not say how long its samples last, nor how long it took: shares are right, and each sample counts as 1 ms.',
    ],
  ];
  return warnings.flatMap(([count, text]) => (count === 0 ? [] : [text]));
}

function several(all: readonly string[]): string {
  return `${all[0] ?? ''}${andMore(all)}`;
}

function andMore({ length }: readonly unknown[]): string {
  return length > 1 ? ` (and ${length - 1} more)` : '';
}
