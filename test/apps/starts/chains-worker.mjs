import { parentPort } from 'node:worker_threads';
import { longestChain } from './collatz.js';

parentPort.on('message', ({ id, limit }) => parentPort.postMessage({ id, chain: longestChain(limit) }));
