import { isMainThread, Worker } from 'node:worker_threads';

// The main thread only watches over the one that serves.
if (isMainThread) new Worker(new URL(import.meta.url));
else await import('./server.mjs');
