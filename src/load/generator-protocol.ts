/** What the tool and the generator process say to each other over Node.js's own message channel. */
import type { GivenAnswer } from '../model/given-answer.ts';
import type { SpentLimit } from './allowance.ts';
import type { CaptureRule, DataRows, Expectation, LeftOutRequest, RequestSource } from '../model/scenario.ts';
import type { SliceOutcome } from '../model/recorded-slice.ts';
import type { LoadLimits } from '../model/spec.ts';
import type { LoadSlice, PreparedLoad } from '../model/workload.ts';

/** A request as it may be sent: a path whose `:parameters` are still open where it came from a route. */
export interface CandidateRequest {
  readonly method: string;
  readonly path: string;
  readonly route: string;
  readonly weight: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** In place of `body`: bytes in base64, the same for all. */
  readonly bodyBase64?: string;
  readonly expect?: Expectation;
  readonly capture?: Readonly<Record<string, CaptureRule>>;
  readonly thinkMs?: number;
  /** The sequence it is a step of; its weight is that of the sequence. */
  readonly sequence?: number;
  /** Name of the GraphQL operation. */
  readonly operation?: string;
  readonly size?: string | false;
  /** Values that fit the schema of open parameters, for want of better ones. */
  readonly samples?: Readonly<Record<string, string>>;
  /** True for what a user wrote: it stays in the load whatever it answers. */
  readonly asked: boolean;
  readonly source?: RequestSource;
}

export interface GeneratorSetup {
  readonly baseUrl: string;
  /** What answers there understands HTTP/2 only, without TLS; whatever speaks TLS says itself what it understands. */
  readonly h2c?: true;
  readonly candidates: readonly CandidateRequest[];
  readonly connections: number;
  /** Sent once by each user before anything else. */
  readonly setup: readonly CandidateRequest[];
  readonly variables: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, DataRows>>;
  readonly leftOut: readonly LeftOutRequest[];
  readonly limits: LoadLimits;
  readonly warnings: readonly string[];
  /** For trying each request once, all together. */
  readonly patienceMs?: number;
}

export type ToGenerator =
  | { readonly id: number; readonly kind: 'prepare'; readonly setup: GeneratorSetup }
  | { readonly id: number; readonly kind: 'run'; readonly slice: LoadSlice }
  | { readonly id: number; readonly kind: 'answers' };

export type FromGenerator =
  | { readonly id: number; readonly kind: 'prepared'; readonly prepared: PreparedLoad }
  | { readonly id: number; readonly kind: 'outcome'; readonly outcome: SliceOutcome }
  | { readonly id: number; readonly kind: 'answers'; readonly answers: readonly GivenAnswer[] }
  | { readonly id: number; readonly kind: 'spent'; readonly limit: SpentLimit }
  | { readonly id: number; readonly kind: 'failed'; readonly reason: string };
