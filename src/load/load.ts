/**
 * In: a Spec and the Target it became. Out: a Workload: which requests, how often, over how many connections.
 * It sends nothing by itself; `capture/` opens it. The generator is a process of its own, so that the load neither shares
 * an event loop with the measurement nor hides its own cost.
 */
import { fork, type ChildProcess } from 'node:child_process';
import process from 'node:process';
import { FailureError } from '../model/failure.ts';
import type { LeftOutRequest } from '../model/scenario.ts';
import { leftOutByReason } from '../model/left-out.ts';
import { requestKey } from '../model/request-key.ts';
import { isLoopback } from '../model/safety.ts';
import { shownPath } from '../model/without-secrets.ts';
import type { Spec } from '../model/spec.ts';
import type { Target } from '../model/target.ts';
import type { LoadSession, Workload } from '../model/workload.ts';
import { candidateRequests } from './candidates.ts';
import { answerLimits } from './connection.ts';
import type { CandidateRequest, FromGenerator, GeneratorSetup, ToGenerator } from './generator-protocol.ts';

/** Enough to keep one event loop busy, few enough that its queue stays short. */
const defaultConnections = 8;

/** A generator that is kept from running says nothing: beyond what a slice and its answers take, it has so long. */
const mostDelayMs = 60_000;
/** Setups of many users, and parameters that are looked for, wait for one answer after the other. */
const mostPreparingMs = 300_000;

/** Longer than a WebSocket's goodbye is waited for. */
const goodbyeMs = 1000;

type Unnumbered<T> = T extends { readonly id: number } ? Omit<T, 'id'> : never;

/** @throws FailureError foreignHost */
export function load(spec: Spec, target: Target, generatorFile: string): Workload {
  refuseForeign(target.baseUrl, spec.allowHost);
  const { candidates, setup: first, leftOut } = candidateRequests(spec, target.routes);
  // Without known routes the front page is the only guess that is safe to make.
  const sent: readonly CandidateRequest[] =
    candidates.length > 0
      ? only(candidates, spec.onlyRequests)
      : [{ method: 'GET', path: '/', route: '/', weight: 1, headers: {}, asked: false }];
  const { variables = {}, data = {}, limits = {} } = spec.scenario ?? {};
  const connections = Math.min(spec.scenario?.connections ?? defaultConnections, limits.connections ?? Infinity);
  const setup: GeneratorSetup = {
    baseUrl: target.baseUrl,
    ...(target.h2c === undefined ? {} : { h2c: target.h2c }),
    candidates: sent,
    setup: first,
    variables,
    data,
    connections,
    limits,
    leftOut,
    warnings: leftOutWarning(leftOut),
  };
  return { open: () => Promise.resolve(openSession(setup, generatorFile)) };
}

function only(
  candidates: readonly CandidateRequest[],
  keys: readonly string[] | undefined,
): readonly CandidateRequest[] {
  return keys === undefined ? candidates : candidates.filter((each) => keys.includes(requestKey(each)));
}

/** An application may listen on an address of the network only, and a name may lead anywhere. */
function refuseForeign(baseUrl: string, allowedHost: string | undefined): void {
  const { hostname } = new URL(baseUrl);
  if (!isLoopback(hostname) && hostname !== allowedHost) throw new FailureError({ kind: 'foreignHost', hostname });
}

/** Of more, each reason is told once; the Report has them all. */
const mostNamed = 30;

function leftOutWarning(leftOut: readonly LeftOutRequest[]): readonly string[] {
  if (leftOut.length === 0) return [];
  const all =
    leftOut.length > mostNamed
      ? leftOutByReason(leftOut).join('; ')
      : leftOut.map(({ method, path, reason }) => `${method} ${shownPath(path)} (${reason})`).join(', ');
  return [`Left out of the load: ${all}. Name them in a scenario to include them.`];
}

function openSession(setup: GeneratorSetup, generatorFile: string): LoadSession {
  const env = { ...process.env, NODE_OPTIONS: '' };
  const child = fork(generatorFile, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], detached: true, env, execArgv: [] });
  const ask = asker(child);
  return {
    prepare: async (patienceMs) => {
      const within = patienceMs === undefined ? {} : { patienceMs };
      const reply = await ask({ kind: 'prepare', setup: { ...setup, ...within } }, (patienceMs ?? 0) + mostPreparingMs);
      if (reply.kind !== 'prepared') throw unexpected(reply);
      return reply.prepared;
    },
    run: async (slice) => {
      const reply = await ask(
        { kind: 'run', slice },
        slice.durationMs + answerLimits(setup.limits).answerMs + mostDelayMs,
      );
      if (reply.kind === 'spent')
        throw new FailureError({ kind: 'limitReached', limit: reply.limit, most: setup.limits[reply.limit] ?? 0 });
      if (reply.kind !== 'outcome') throw unexpected(reply);
      return reply.outcome;
    },
    answers: async () => {
      const reply = await ask({ kind: 'answers' }, mostPreparingMs);
      if (reply.kind !== 'answers') throw unexpected(reply);
      return reply.answers;
    },
    close: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) {
          resolve();
          return;
        }
        child.once('exit', () => {
          resolve();
        });
        // It says goodbye where its protocol has a way to, and goes; what does not is made to.
        child.disconnect();
        setTimeout(() => child.kill('SIGKILL'), goodbyeMs).unref();
      }),
  };
}

type Ask = (message: Unnumbered<ToGenerator>, withinMs: number) => Promise<FromGenerator>;

function asker(child: ChildProcess): Ask {
  const waiting = new Map<number, { resolve: (reply: FromGenerator) => void; reject: (error: Error) => void }>();
  let nextId = 1;
  let died: FailureError | undefined;
  let lastWords = '';
  child.stderr?.on('data', (text: Buffer) => (lastWords = (lastWords + text.toString()).slice(-2000)));
  const die = (reason: string): void => {
    died ??= new FailureError({ kind: 'generatorDied', reason });
    for (const { reject } of waiting.values()) reject(died);
    waiting.clear();
  };
  child.on('message', (reply: FromGenerator) => {
    waiting.get(reply.id)?.resolve(reply);
    waiting.delete(reply.id);
  });
  child.on('error', (error) => {
    die(error.message);
  });
  child.on('exit', (code, signal) => {
    die([signal ?? `exit code ${code ?? 'unknown'}`, lastWords.trim().split('\n').at(-1)].filter(Boolean).join(': '));
  });
  return async (message, withinMs) => {
    let timer: NodeJS.Timeout | undefined;
    const answered = new Promise<FromGenerator>((resolve, reject) => {
      if (died !== undefined) {
        reject(died);
        return;
      }
      const id = nextId++;
      waiting.set(id, { resolve, reject });
      timer = setTimeout(() => {
        die(`it did not answer within ${Math.round(withinMs / 1000)} s`);
      }, withinMs);
      child.send({ ...message, id }, (error) => {
        if (error !== null) die(error.message);
      });
    });
    try {
      return await answered;
    } finally {
      clearTimeout(timer);
    }
  };
}

function unexpected(reply: FromGenerator): FailureError {
  return new FailureError({
    kind: 'generatorDied',
    reason: reply.kind === 'failed' ? reply.reason : `unexpected answer ${reply.kind}`,
  });
}
