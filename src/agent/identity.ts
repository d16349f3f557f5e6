/** Which of the application's threads this is. Asked for once it runs: at its start an application has not named it yet. */
import cluster from 'node:cluster';
import process from 'node:process';
import * as workerThreads from 'node:worker_threads';
import type { ThreadIdentity } from '../model/agent-protocol.ts';

const longestName = 80;
const titleAtStart = process.title;

export function identity(): ThreadIdentity {
  const [, entry] = process.argv;
  const name = ownName();
  return {
    role: role(),
    parentPid: process.ppid,
    ...(entry === undefined ? {} : { entry }),
    ...(name === undefined ? {} : { name: name.slice(0, longestName) }),
    ...mode(process.env['NODE_ENV'], Number(process.env['UV_THREADPOOL_SIZE'])),
  };
}

/** A word is what it should be; anything longer may be something that was not meant to be told. */
function mode(nodeEnv: string | undefined, poolSize: number): Pick<ThreadIdentity, 'nodeEnv' | 'threadPoolSize'> {
  return {
    nodeEnv: nodeEnv === undefined || nodeEnv === '' ? 'unset' : /^[a-z-]{1,20}$/i.test(nodeEnv) ? nodeEnv : 'other',
    ...(poolSize > 0 ? { threadPoolSize: poolSize } : {}),
  };
}

function role(): ThreadIdentity['role'] {
  if (!workerThreads.isMainThread) return 'workerThread';
  if (cluster.isWorker) return 'clusterWorker';
  return Object.keys(cluster.workers ?? {}).length > 0 ? 'clusterPrimary' : 'process';
}

function ownName(): string | undefined {
  if (workerThreads.isMainThread) return process.title === titleAtStart ? undefined : process.title;
  // Node.js 22.20 and 24.6 are the first to tell; a thread without a name has an empty one.
  const { threadName } = workerThreads as { readonly threadName?: string | null };
  return threadName === undefined || threadName === null || threadName === '' ? undefined : threadName;
}
