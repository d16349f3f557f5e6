/** What an editor shows beside the code: made by `annotate/` from a Report, with no editor in it. Lines are 1-based. */

import type { Unit } from './unit.ts';

/**
 * What the milliseconds and bytes of a file's hints are of: a request, a script from start to end, a second of a process's
 * running or what it counts itself, or all that a profile saw; `wallProfile` where that is wall time, which is never called CPU.
 */
export type FiguresPer = 'request' | 'run' | 'second' | 'profile' | 'wallProfile' | { readonly unit: string };

export function figuresPer({ kind, unit }: Unit): FiguresPer {
  if (kind === 'process') return unit === undefined ? 'second' : { unit };
  return kind === 'script' ? 'run' : 'request';
}

export interface FileAnnotations {
  /** As in the Report: workspace-relative with `/`. */
  readonly file: string;
  readonly per: FiguresPer;
  readonly functions: readonly FunctionAnnotation[];
  readonly lines: readonly LineAnnotation[];
  readonly routes: readonly RouteAnnotation[];
  readonly problems: readonly ProblemAnnotation[];
}

/** A finding or a broken budget: where it is in the list of its kind in the Report. */
export interface ProblemAnnotation {
  readonly line: number;
  readonly kind: 'finding' | 'budget';
  readonly index: number;
}

export interface FunctionAnnotation {
  readonly functionId: string;
  readonly name: string;
  readonly line: number;
  readonly endLine?: number;
  /** Figures of CPU are absent together, in annotations from a heap profile. */
  readonly totalShare?: number;
  readonly selfShare?: number;
  readonly totalCpuMsPerRequest?: number;
  readonly selfCpuMsPerRequest?: number;
  /** Own: with the library code it calls; see the Report. */
  readonly ownShare?: number;
  readonly ownCpuMsPerRequest?: number;
  readonly ownGcCpuMsPerRequest?: number;
  readonly ownAllocatedBytesPerRequest?: number;
  /** Of all bytes, own; only from a heap profile. */
  readonly ownAllocationShare?: number;
  readonly ownUsdPerMillionRequests?: number;
  readonly interval?: { readonly low: number; readonly high: number };
  readonly gcCpuMsPerRequest?: number;
  readonly helperGcCpuMsPerRequest?: number;
  readonly ownHelperGcCpuMsPerRequest?: number;
  readonly allocatedBytesPerRequest?: number;
  readonly usdPerMillionRequests?: number;
  readonly totalUsdPerMillionRequests?: number;
  readonly usdPerMonth?: number;
  /** That it calls, by CPU, highest first; absent for none. */
  readonly packages?: readonly CalledPackage[];
  readonly confidence: 'high' | 'low';
  readonly fingerprint?: string;
  /** Its text is not what was measured. */
  readonly hasChanged?: boolean;
}

/** What is spent in a package, or in a module of Node.js, below a function of it that is called here. */
export interface CalledPackage {
  /** `lodash`, `Node.js: fs`. */
  readonly name: string;
  /** The function that is called; absent where it has no name. */
  readonly entry?: string;
  readonly cpuMsPerRequest: number;
  /** Of all CPU, 0 to 1. */
  readonly share: number;
}

export interface LineAnnotation {
  readonly line: number;
  readonly selfCpuMsPerRequest: number;
  /** Of all busy CPU, 0 to 1. */
  readonly share: number;
  /** 1 (warm) to 4 (hottest): which of four shades an editor paints; 0 for a line that is here for its memory or for what it calls. */
  readonly heat: Heat;
  readonly allocatedBytesPerRequest?: number;
  /** Of all that is allocated, 0 to 1; absent where it was not measured. */
  readonly allocationShare?: number;
  readonly isMemoryHeavy: boolean;
  /** Packages that the line calls and that are worth naming, by CPU, highest first; absent for none. */
  readonly calls?: readonly CalledPackage[];
  /** In a function that has changed since. */
  readonly isFaded?: boolean;
}

export type Heat = 0 | 1 | 2 | 3 | 4;

export interface RouteAnnotation {
  readonly line: number;
  readonly method: string;
  readonly path: string;
  readonly operation?: string;
  readonly cpuMsPerRequest?: number;
  readonly requestsPerSecondPerCore?: number;
  readonly bytesOutPerRequest?: number;
  readonly usdPerMillionRequests?: number;
  readonly usdPerMonth?: number;
}
