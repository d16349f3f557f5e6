/** A profile that any tool wrote, on its way to an editor. */
import type { FileAnnotations, FunctionAnnotation } from './annotation.ts';
import type { BadProfile, CountedSamples } from './failure-kinds.ts';
import type { ReportLine } from './report-code.ts';
import type { Origin, Profile } from './profile.ts';
import type { Recording } from './recording.ts';

export type ProfileKind = 'cpu' | 'heap';

/** As it was read, with the scripts that it names as they are on disk. Nothing in it was measured by us. */
export interface OpenedProfile extends Pick<Recording, 'stacks' | 'allocations' | 'scripts' | 'sources'> {
  readonly kind: ProfileKind;
  readonly workspaceRoot: string;
  /** By stack: when sampling ended, on the samples' clock. */
  readonly endsUs: readonly number[];
  /** Whether the profile says how long samples last: each its own time, all together only, or not at all. */
  readonly clock: 'told' | 'counts' | 'none';
  /** Of pprof: all types of samples in the file, the one that is read first. */
  readonly sampleTypes?: readonly [read: string, ...others: string[]];
  /** Paths of scripts that were changed after the profile was written: its lines are not theirs any more. */
  readonly edited: readonly string[];
  /** Paths of scripts whose samples have lines of another text than the script. */
  readonly lineless: readonly string[];
  /** URLs of scripts of the application that are not where the profile says, nor in the workspace. */
  readonly missing: readonly string[];
  /** Those that are not where it says, and whose like is in the workspace. */
  readonly elsewhere: readonly { readonly url: string; readonly path: string }[];
}

/** Of a function and line of the original source. */
export interface PlacedTicks {
  readonly function: number;
  /** As which function V8 counted them: another one, where it had inlined the one in the other. */
  readonly countedAs: number;
  /** Absent where the compiled line stands for several. */
  readonly line?: number;
  readonly ticks: number;
}

/** With its frames in the original source, and what V8 inlined within a file given back to its functions. */
export interface PlacedProfile {
  readonly kind: ProfileKind;
  readonly endsUs: readonly number[];
  readonly profile: Profile;
  readonly lineTicks: readonly PlacedTicks[];
  /** By function: ticks at lines where none of it is, so that they are most likely of a function of another file. */
  readonly foreign: ReadonlyMap<number, number>;
  /** Files as in the Profile whose text is not what ran. */
  readonly edited: ReadonlySet<string>;
  /** Whether the time is said to be wall time. */
  readonly isWall: boolean;
  /** Files as in the Profile that are not to be found. */
  readonly missing: ReadonlySet<string>;
  readonly warnings: readonly string[];
}

export interface ProfileFunction extends Omit<FunctionAnnotation, 'functionId'> {
  readonly id: string;
  readonly file: string;
  readonly origin: Origin;
}

/** Of the application's own functions. Shares are of busy samples, milliseconds of time on the thread in the whole profile. */
export interface ProfileFigures {
  readonly kind: ProfileKind;
  readonly busyMs?: number;
  /** Of the busy time, at lines where the function that V8 names has no code. */
  readonly foreignShare?: number;
  readonly allocatedBytes?: number;
  readonly functions: readonly ProfileFunction[];
  readonly lines: readonly ReportLine[];
  readonly parts: ProfileParts;
  readonly isWall: boolean;
  /** Files that are not to be found. */
  readonly missingFiles: readonly string[];
  readonly warnings: readonly string[];
}

/** Parts of all samples, or of all bytes: why there may be nothing to show. */
export interface ProfileParts extends CountedSamples {
  /** In files that are not to be found. */
  readonly missing: number;
  /** In functions that are not where the profile says. */
  readonly changed: number;
}

/** What `leanscope annotate --json` writes. */
export interface ProfileAnnotations {
  readonly kind: ProfileKind;
  readonly busyMs?: number;
  /** Of the busy time: what V8 inlined from other files, which cannot be given back. */
  readonly foreignShare?: number;
  readonly allocatedBytes?: number;
  readonly files: readonly FileAnnotations[];
  /** Why there are none. */
  readonly nothing?: NothingToShow;
  readonly warnings: readonly string[];
}

export type NothingToShow = Pick<BadProfile, 'problem' | 'counted' | 'missing'>;
