/** Whether production mode is worth instances of its own: by what the samples show, or by a package that is known to work otherwise. */
import { developmentKindOf } from '../model/development.ts';
import type { KnobSetting } from '../model/knob.ts';
import type { CpuSamples, RecordedFrame } from '../model/recorded-samples.ts';
import type { Recording } from '../model/recording.ts';
import type { Spec } from '../model/spec.ts';

/** Of the samples; with less there is nothing to win. */
const leastShare = 0.02;

/** Of all the time, where it is kept before anything was seen; and the least that is worth a try, ms. */
export const modeTime = { share: 0.3, mostMs: 12_000, leastMs: 4000, leastBudgetMs: 18_000 };

/** Time to keep for it out of what there is. */
export function keptForMode({ mode, knobs }: Pick<Spec, 'mode' | 'knobs'>, availableMs: number): number {
  if (knobs === true || mode?.isExpected !== true || mode.mayReach !== undefined) return 0;
  return availableMs < modeTime.leastBudgetMs ? 0 : Math.min(modeTime.mostMs, availableMs * modeTime.share);
}

export interface ModeWorthTrying {
  readonly setting?: KnobSetting;
  readonly warnings: readonly string[];
}

/** @param leftMs time there is for it */
export function modeWorthTrying(recording: Recording, { mode }: Pick<Spec, 'mode'>, leftMs: number): ModeWorthTrying {
  if (mode === undefined || saysProduction(recording)) return { warnings: [] };
  const isSuspected = developmentShare(recording.stacks) >= leastShare;
  if (!isSuspected && !mode.isExpected) return { warnings: [] };
  if (mode.mayReach !== undefined)
    return isSuspected
      ? { warnings: [`${mode.setting} was not tried: ${mode.mayReach} may lead it to other systems.`] }
      : { warnings: [] };
  if (leftMs < modeTime.leastMs)
    return isSuspected
      ? { warnings: [`There was no time to try ${mode.setting}: give the run a longer --budget-seconds.`] }
      : { warnings: [] };
  return { setting: { name: mode.setting, kind: 'environment' }, warnings: [] };
}

/** A start script may have told it. */
function saysProduction({ threads = [] }: Recording): boolean {
  return threads.some(({ serving, thread, nodeEnv }) => serving && thread === 0 && nodeEnv === 'production');
}

/** Samples with such a frame on their stack, over those that run anything of the application or of packages. */
export function developmentShare(stacks: readonly CpuSamples[]): number {
  let [working, developing] = [0, 0];
  for (const { tree, node } of stacks) {
    const isOfFrame = tree.frames.map(isDevelopment);
    const isCode = tree.frames.map(({ url }) => url !== '');
    const developments: boolean[] = [];
    const codes: boolean[] = [];
    // Parents come before children.
    tree.frame.forEach((frame, index) => {
      const parent = tree.parent[index] ?? -1;
      developments[index] = isOfFrame[frame] === true || developments[parent] === true;
      codes[index] = isCode[frame] === true || codes[parent] === true;
    });
    for (const at of node) {
      if (codes[at] === true) working++;
      if (developments[at] === true) developing++;
    }
  }
  return working === 0 ? 0 : developing / working;
}

function isDevelopment({ url, name }: RecordedFrame): boolean {
  const owner = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1];
  return developmentKindOf({ file: url, name, package: owner }) !== undefined;
}
