/** What the tool and the generator process say to each other over Node.js's own message channel. */
import type { SliceOutcome } from '../model/recording.ts';
import type { LoadSlice, PreparedLoad } from '../model/workload.ts';

/** A request as it may be sent: a path whose `:parameters` are still open where it came from a route. */
export interface CandidateRequest {
  readonly method: string;
  readonly path: string;
  readonly route: string;
  readonly weight: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly expectStatus?: number;
  /** True for what a user wrote: it stays in the load whatever it answers. */
  readonly asked: boolean;
}

export interface GeneratorSetup {
  readonly baseUrl: string;
  readonly candidates: readonly CandidateRequest[];
  readonly connections: number;
  readonly warnings: readonly string[];
}

export type ToGenerator =
  | { readonly id: number; readonly kind: 'prepare'; readonly setup: GeneratorSetup }
  | { readonly id: number; readonly kind: 'run'; readonly slice: LoadSlice };

export type FromGenerator =
  | { readonly id: number; readonly kind: 'prepared'; readonly prepared: PreparedLoad }
  | { readonly id: number; readonly kind: 'outcome'; readonly outcome: SliceOutcome }
  | { readonly id: number; readonly kind: 'failed'; readonly reason: string };
