/** Connections to an application whose answers are scripted: when each comes, on a clock that is set by hand. */
import type { Answer, Connection, SendOptions } from '../../src/load/connection.ts';
import { overdue } from '../../src/load/connection.ts';
import type { Pool } from '../../src/load/pool.ts';
import type { ScriptedTime } from './scripted-time.ts';

export interface Script {
  /** So many ms after the request with this number, from 0 on; Infinity never. */
  readonly answerAfterMs: (turn: number) => number;
  /** How long any answer is waited for. */
  readonly answerMs?: number;
  /** Connections at once. */
  readonly most?: number;
}

export interface ScriptedPool extends Pool {
  /** When each request came, in order. */
  readonly sentMs: readonly number[];
}

/** Of every request and of every answer. */
const bytes = { bytesIn: 50, bytesOut: 40, bodyBytesOut: 2 };

export function scriptedPool(time: ScriptedTime, { answerAfterMs, answerMs = 5000, most = 500 }: Script): ScriptedPool {
  const sentMs: number[] = [];
  const send = (options?: SendOptions): Promise<Answer> => {
    const startMs = time.now();
    const untilMs = options?.untilMs ?? Infinity;
    const takesMs = answerAfterMs(sentMs.length);
    sentMs.push(startMs);
    const waitsMs = Math.min(answerMs, untilMs - startMs);
    return new Promise((resolve) => {
      time.after(Math.min(takesMs, waitsMs), () => {
        const endedAtMs = time.now();
        const times = { latencyUs: (endedAtMs - startMs) * 1000, endedAtMs };
        if (takesMs <= waitsMs) resolve({ status: 200, ...times, ...bytes });
        // Sums of fractions of a millisecond fall short of it by the last digit.
        else
          resolve({
            status: 0,
            ...gaveUp(overdue(endedAtMs + 1e-6, { startMs, untilMs }, { answerMs, answerBytes: 0 })),
            ...times,
            ...bytes,
            bytesOut: 0,
            bodyBytesOut: 0,
          });
      });
    });
  };
  const open = (): Connection => ({
    send: (_request, options) => send(options),
    expire: () => undefined,
    destroy: () => undefined,
  });
  let opened = 0;
  const free: Connection[] = [];
  return {
    sentMs,
    first: (count) => Array.from({ length: count }, open),
    take: () => free.pop() ?? (opened++ < most ? open() : undefined),
    give: (connection) => void free.push(connection),
    destroy: () => undefined,
    close: () => Promise.resolve(),
  };
}

function gaveUp(late: ReturnType<typeof overdue>): Pick<Answer, 'problem' | 'givenUp'> {
  if (late === undefined) throw new Error('Given up too soon.');
  const { within, ...givenUp } = late;
  return { problem: `no answer ${within}`, ...givenUp };
}
