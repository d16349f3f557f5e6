import express from 'express';
import { Worker } from 'node:worker_threads';

const worker = new Worker(new URL('./chains-worker.mjs', import.meta.url));
const waiting = new Map();
let last = 0;

worker.on('message', ({ id, chain }) => {
  waiting.get(id)(chain);
  waiting.delete(id);
});

function chainOf(limit) {
  const id = ++last;
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    worker.postMessage({ id, limit });
  });
}

const app = express();

app.get('/chains/:limit', async (request, response) => {
  response.json(await chainOf(Math.min(10_000, Number(request.params.limit) * 3000)));
});

const server = app.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});
