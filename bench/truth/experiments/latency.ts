import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { client } from '../../load-clients.ts';
import type { Experiment } from '../experiment.ts';

const [rate, seconds] = [200, 4];

export const latency: Experiment = {
  claims: [
    {
      name: 'latency-p50',
      sentence: `Under an open load of ${rate} requests/s, the median latency is within 2 ms of what the server itself stamped.`,
      hypothesis: { of: 'mean', high: 2 },
      unit: ' ms',
    },
    {
      name: 'latency-p99',
      sentence: `Under an open load of ${rate} requests/s, the 99th percentile of latency is within 5 ms of what the server itself stamped.`,
      hypothesis: { of: 'mean', high: 5 },
      unit: ' ms',
    },
  ],
  replicate: `${seconds} s at ${rate}/s at a server that answers after 5 to 120 ms and notes how long each answer took.`,
  leastSeconds: seconds + 2,
  fewest: 4,
  weight: 1,
  async open() {
    const server = fork(join(import.meta.dirname, '..', 'known-server.ts'), { execArgv: ['--no-warnings'] });
    const port = String(await answerOf<number>(server));
    return {
      replicate: () => replicate(server, port),
      close: () => {
        server.kill();
        return Promise.resolve();
      },
    };
  },
};

async function replicate(server: ChildProcess, port: string): Promise<Readonly<Record<string, number>>> {
  const found = await client('open', port, seconds, { rate });
  server.send('stamps');
  // Before it is measured, the client warms up on the same server.
  const stamped = (await answerOf<number[]>(server)).slice(-found.requests).sort((a, b) => a - b);
  if (found.errors > 0 || stamped.length < found.requests) throw new Error(`${found.errors} requests failed`);
  const at = (share: number): number => stamped[Math.ceil(share * stamped.length) - 1] ?? NaN;
  return {
    'latency-p50': Math.abs(found.p50Ms - at(0.5)),
    'latency-p99': Math.abs(found.p99Ms - at(0.99)),
  };
}

function answerOf<T>(server: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    server.once('exit', () => {
      reject(new Error('the server has ended'));
    });
    server.once('message', (message) => {
      resolve(message as T);
    });
  });
}
