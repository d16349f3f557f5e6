/** The load generator: a process of its own that ends with the tool that started it. */
import process from 'node:process';
import type { FromGenerator, ToGenerator } from './generator-protocol.ts';
import { openConnections, type Connection } from './connection.ts';
import { prepareRequests, type PreparedRequest } from './prepare.ts';
import { runSlice } from './run-slice.ts';
import { usersOf } from './users.ts';

let connections: readonly Connection[] = [];
let requests: readonly PreparedRequest[] = [];

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
      outcome: await runSlice(connections, usersOf(requests, message.slice.requestIndex), message.slice),
    };
  const { baseUrl, candidates, connections: count, warnings } = message.setup;
  connections = openConnections(baseUrl, count);
  const prepared = await prepareRequests(connections, candidates);
  ({ requests } = prepared);
  const all = requests.reduce((sum, { weight }) => sum + weight, 0);
  const recorded = requests.map(({ method, path, route, weight, sample }) => ({
    ...{ method, path, route, share: weight / all },
    ...(sample === undefined ? {} : { body: sample }),
  }));
  return {
    id,
    kind: 'prepared',
    prepared: { requests: recorded, warnings: [...warnings, ...prepared.warnings], failures: prepared.failures },
  };
}
