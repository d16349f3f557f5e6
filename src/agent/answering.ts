/**
 * Answers the tool's requests in this thread. They come in over its own line, or, where the thread does not turn its event loop, in an
 * interrupt (`worker-line.ts`): the tool may then have sent the same request both ways, and it is done once.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { threadId } from 'node:worker_threads';
import type { AgentMethods, AgentReply, AnswerAtOnce, ToAgent } from '../model/agent-protocol.ts';

export type Methods = {
  [M in keyof AgentMethods]: (
    params: AgentMethods[M]['params'],
  ) => AgentMethods[M]['result'] | Promise<AgentMethods[M]['result']>;
};

export interface Answering {
  /** Undefined where the request has been answered the other way. */
  later(request: ToAgent): Promise<AgentReply | undefined>;
  /** In an interrupt: the event loop does not turn until it is over. */
  atOnce(request: ToAgent): AnswerAtOnce;
}

export interface AnsweringOptions {
  readonly methods: Methods;
  /** In place of those that need turns of the event loop. */
  readonly atOnce: Partial<Methods>;
  readonly folder: string | undefined;
}

/** A longer answer goes through a file: on its way through the main thread it would be copied there several times. */
const mostCharacters = 64 * 1024;

export function createAnswering({ methods, atOnce, folder }: AnsweringOptions): Answering {
  const taken = new Set<number>();
  const take = (id: number): boolean => {
    if (taken.has(id)) return false;
    taken.add(id);
    return true;
  };
  const sudden = { ...methods, ...atOnce };
  return {
    later: async ({ id, method, params }) => {
      if (!take(id)) return undefined;
      try {
        return { kind: 'reply', id, result: await resultOf(methods, method, params) };
      } catch (error) {
        return failed(id, error);
      }
    },
    atOnce: ({ id, method, params }) => {
      if (!take(id)) return { kind: 'taken' };
      try {
        return inFile({ kind: 'reply', id, result: resultOf(sudden, method, params) }, folder);
      } catch (error) {
        return failed(id, error);
      }
    },
  };
}

function resultOf(methods: Methods, method: keyof Methods, params: unknown): unknown {
  return (methods[method] as (params: unknown) => unknown)(params);
}

function failed(id: number, error: unknown): AgentReply {
  return { kind: 'reply', id, error: error instanceof Error ? error.message : String(error) };
}

function inFile(reply: AgentReply, folder: string | undefined): AgentReply {
  const text = JSON.stringify(reply);
  if (text.length <= mostCharacters || folder === undefined) return reply;
  const { id } = reply;
  const file = `${process.pid}-${threadId}-${id}.answer`;
  writeFileSync(join(folder, file), text, { mode: 0o600 });
  return { kind: 'reply', id, file };
}
