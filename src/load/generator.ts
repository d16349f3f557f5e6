/** The load generator: a process of its own that ends with the tool that started it. */
import process from 'node:process';
import type { FromGenerator, ToGenerator } from './generator-protocol.ts';
import { openConnections, type Connection } from './connection.ts';
import { createJourneys, type Journeys } from './journeys.ts';
import { prepareRequests } from './prepare.ts';
import { recorded } from './recorded.ts';
import { runSlice } from './run-slice.ts';
import type { Users } from './users.ts';

let connections: readonly Connection[] = [];
let journeys: Journeys | undefined;

process.on('message', (message: ToGenerator) => void answer(message));
process.on('disconnect', () => process.exit(0));

async function answer(message: ToGenerator): Promise<void> {
  try {
    process.send?.(await handle(message));
  } catch (error) {
    process.send?.({ id: message.id, kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
  }
}

async function handle(message: ToGenerator): Promise<FromGenerator> {
  const { id } = message;
  if (message.kind === 'run')
    return {
      id,
      kind: 'outcome',
      outcome: await runSlice(connections, usersFor(message.slice.requestIndex), message.slice),
    };
  const { baseUrl, connections: count, warnings, leftOut } = message.setup;
  connections = openConnections(baseUrl, count);
  const { requests, population, ...prepared } = await prepareRequests(connections, message.setup);
  journeys = createJourneys(requests, population);
  return {
    id,
    kind: 'prepared',
    prepared: { ...prepared, requests: recorded(requests), leftOut, warnings: [...warnings, ...prepared.warnings] },
  };
}

function usersFor(requestIndex: number | undefined): Users {
  if (journeys === undefined) throw new Error('nothing has been prepared');
  return journeys.users(requestIndex);
}
