/** The Report’s memory: its course under load, and what load leaves in it. */
import type { GcKind } from './thread-counters.ts';
import type { Interval } from './interval.ts';
import type { SliceKind } from './recorded-slice.ts';

export interface Memory {
  /** Sums over the application's threads and processes, in columns, at moments from the first one on. */
  readonly timeline: {
    readonly atMs: readonly number[];
    readonly heapUsedBytes: readonly number[];
    readonly rssBytes: readonly number[];
    readonly externalBytes: readonly number[];
    /** Part of `externalBytes`. */
    readonly arrayBuffersBytes: readonly number[];
  };
  /** What was going on, on the timeline's clock. */
  readonly phases: readonly { readonly kind: SliceKind; readonly startMs: number; readonly endMs: number }[];
  /** V8's longest pauses for garbage collection, in columns, by start. */
  readonly collections: {
    readonly kind: readonly GcKind[];
    readonly startMs: readonly number[];
    readonly durationMs: readonly number[];
    /** Shorter ones that are not listed. */
    readonly dropped: number;
  };
  readonly growth?: Growth;
}

/** What load leaves in memory, read between forced collections while the mix was driven. Bytes are per request. */
export interface Growth {
  /**
   * `grows`: memory rises with each request (a leak, or a cache that still fills), all of it or, to be seen through the noise of V8's
   * heap, what lies outside. `none`: no growth was seen. `unclear`: too few requests or too much noise to tell.
   */
  readonly verdict: 'grows' | 'none' | 'unclear';
  readonly requests: number;
  /** Of V8's heap and of the memory outside it. */
  readonly bytesPerRequest: number;
  /** 95 % interval of `bytesPerRequest`; may be below 0. */
  readonly interval: Interval;
  readonly heapBytesPerRequest: number;
  /** Outside V8's heap: Buffers and other ArrayBuffers, and what add-ons and Node.js itself hold. */
  readonly externalBytesPerRequest: number;
  readonly arrayBuffersBytesPerRequest: number;
  /** Who allocated what stays in the heap, most first. Empty where nothing was found that grows. */
  readonly sites: readonly GrowthSite[];
}

export interface GrowthSite {
  /** `id` of the function. */
  readonly function: string;
  readonly name: string;
  readonly file: string;
  readonly line?: number;
  /** In V8's heap. */
  readonly heapBytesPerRequest: number;
  readonly interval: Interval;
  /** What stays are Buffers (or their like), whose contents lie outside the heap: their growth is this function's too. */
  readonly buffers: boolean;
  /** Functions of the app from the outermost caller to this one. */
  readonly stack: readonly string[];
}
