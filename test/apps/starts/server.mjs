import express from 'express';
import { appendFileSync } from 'node:fs';
import { longestChain } from './collatz.js';

const app = express();

app.get('/limits', (request, response) => response.json([{ id: 3000 }, { id: 5000 }]));

app.get('/limits/:id', (request, response) => {
  const limit = Math.min(10_000, Number(request.params.id));
  response.json(longestChain(limit));
});

const server = app.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});

const { SERVED_BY } = process.env;
// Connections that stay would stay with the worker that was there first.
if (SERVED_BY !== undefined) {
  server.maxRequestsPerSocket = 10;
  server.once('request', () => appendFileSync(SERVED_BY, `${process.pid}\n`));
}
