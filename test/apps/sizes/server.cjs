// Costs that are known powers of what is asked for: n, n², n log n.
const express = require('express');

function linear(n) {
  let x = 0;
  for (let i = 0; i < n * 2000; i++) x = (x * 31 + i) % 1000003;
  return x;
}

function everyPair(n) {
  let x = 0;
  for (let i = 0; i < n; i++) for (let j = 0; j < n * 200; j++) x = (x * 31 + i + j) % 1000003;
  return x;
}

function sorted(list) {
  let x = 0;
  const rounds = Math.log2(list.length) * 200;
  for (let i = 0; i < list.length; i++) for (let j = 0; j < rounds; j++) x = (x * 31 + i + j) % 1000003;
  return x;
}

const app = express();
app.use(express.json({ limit: '10mb' }));
app.get('/linear', (request, response) => response.json(linear(Number(request.query.limit))));
app.get('/pairs/:n', (request, response) => response.json(everyPair(Number(request.params.n))));
app.post('/sorted', (request, response) => response.json(sorted(request.body.items)));
app.listen(Number(process.env.PORT ?? 0), '127.0.0.1');
