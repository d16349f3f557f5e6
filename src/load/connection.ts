/** One keep-alive connection to the application, whatever protocol it speaks: one request or message under way at a time. */
import type { LoadLimits } from '../model/spec.ts';
import type { WireBody } from './body-sizes.ts';
import type { CandidateRequest } from './generator-protocol.ts';

export interface Answer {
  /** 0 when there was no answer. */
  readonly status: number;
  /** Why there was none, in a few words. */
  readonly problem?: string;
  /** Nobody waited for it any longer, though it could still have come in time. */
  readonly givenUp?: true;
  /** From `send` to the last byte. */
  readonly latencyUs: number;
  /** When the last byte came, on the clock of `performance.now()`. */
  readonly endedAtMs: number;
  /** Headers included, before encryption: sent to the application, and received from it. */
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** The body alone, as it was sent. */
  readonly bodyBytesOut: number;
  /** Only where the body was asked for: what it says, and how it came. */
  readonly body?: string;
  readonly wireBody?: WireBody;
  /** Names and values in turn, as they came; only where the body was asked for. */
  readonly headers?: readonly string[];
}

export interface SendOptions {
  readonly keepBody: boolean;
  /** Until when the answer is waited for, if that is sooner than the limit of every answer; on the clock of `performance.now()`. */
  readonly untilMs?: number;
}

export interface Connection {
  send(request: CandidateRequest, options?: SendOptions): Promise<Answer>;
  /** Ends a request that is past its time. */
  expire(nowMs: number): void;
  destroy(): void;
  /** Where the protocol has a way to say goodbye. */
  close?(): Promise<void>;
}

/** What keeps an answer from holding its connection, and the generator's memory, for ever. */
export interface AnswerLimits {
  /** From the request to the last byte of the answer. */
  readonly answerMs: number;
  readonly answerBytes: number;
}

const defaultLimits: AnswerLimits = { answerMs: 10_000, answerBytes: 256 * 1024 * 1024 };

export function answerLimits({ answerSeconds, answerBytes, bytes = Infinity }: LoadLimits): AnswerLimits {
  return {
    answerMs: answerSeconds === undefined ? defaultLimits.answerMs : answerSeconds * 1000,
    answerBytes: Math.min(bytes, answerBytes ?? defaultLimits.answerBytes),
  };
}

/** Whether a request that was sent at `startMs` is past its time, and how that is told. */
export function overdue(
  nowMs: number,
  { startMs, untilMs = Infinity }: { readonly startMs: number; readonly untilMs?: number | undefined },
  { answerMs }: AnswerLimits,
): { readonly within: string; readonly givenUp?: true } | undefined {
  if (nowMs - startMs >= answerMs) return { within: `within ${answerMs / 1000} s` };
  if (nowMs < untilMs) return undefined;
  return { within: `within ${((nowMs - startMs) / 1000).toFixed(1)} s`, givenUp: true };
}

/** Of a body that is to be read; the rest is counted only. */
export const mostKeptBytes = 4 * 1024 * 1024;

/** What became of a request that has no answer, in words. */
export function wordsFor(error: Error): string {
  const { code } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ECONNREFUSED':
      return 'connection refused';
    case 'ECONNRESET':
    case 'EPIPE':
      return 'connection reset';
    default:
      return code?.startsWith('HPE_') === true ? 'not an HTTP answer' : (code ?? error.message);
  }
}
