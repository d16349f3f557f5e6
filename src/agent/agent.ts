/**
 * Entry of the agent, preloaded into every Node.js process and thread of the measured application.
 * In: the socket and secret in the environment. Out: facts and samples, over that socket.
 * It never writes to the application's output, never keeps it alive, and where it cannot start it leaves it alone.
 */
import { AGENT_SECRET_ENV, AGENT_SOCKET_ENV, EVIDENCE_ENV, RECORD_ENV, V8_FLAGS_ENV } from '../model/agent-protocol.ts';
import { existsSync } from 'node:fs';
import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import type { ToAgent } from '../model/agent-protocol.ts';
import type { Answering } from './answering.ts';
import { joinThread } from './attached.ts';
import { connectToTool } from './connection.ts';
import { startAgent } from './methods.ts';

export { attachAgent } from './attached.ts';

/** What answers in this thread. It has to be found again by whoever loads this file in an interrupt. */
let answering: Answering | undefined;

/** For the main thread's agent, which asks a worker in an interrupt; one in which nothing answers yet is joined first. */
export function answerAtOnce(request: string, folder: string | null): string {
  answering ??= joinThread({ folder: folder ?? undefined }).answering;
  const asked = JSON.parse(request) as ToAgent;
  const answer = JSON.stringify(answering.atOnce(asked));
  if (asked.method === 'detach') answering = undefined;
  return answer;
}

const socketPath = process.env[AGENT_SOCKET_ENV];
const secret = process.env[AGENT_SECRET_ENV];
const record = process.env[RECORD_ENV];
const folder = process.env[EVIDENCE_ENV];

// Started again by somebody else after the tool has gone: nothing of ours is to run in it.
const isThere = socketPath !== undefined && (process.platform === 'win32' || existsSync(socketPath));

if (isThere && secret !== undefined) {
  try {
    for (const flag of (process.env[V8_FLAGS_ENV] ?? '').split(' ').filter(Boolean)) setFlagsFromString(flag);
    // Nothing that the tool started may outlive it.
    const onLost = (): void => void process.kill(process.pid, 'SIGKILL');
    answering = startAgent({
      connect: (handlers) => connectToTool({ socketPath, secret, onLost, ...handlers }),
      folder,
      record,
    });
  } catch {
    // The application matters more than its measurement: it runs on unharmed, and the tool notices the missing agent.
  }
}
