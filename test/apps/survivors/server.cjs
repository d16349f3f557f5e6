'use strict';
// Keeps what it made for the last requests, then drops it: the young generation copies what lives on, the less often the larger it is.
const http = require('node:http');

const kept = [];
const mostKept = 12;

function makeRows(count) {
  const rows = [];
  for (let i = 0; i < count; i++) rows.push({ id: i, name: `row ${i}`, tags: [i, i + 1] });
  return rows;
}

const server = http.createServer((request, response) => {
  kept.push(makeRows(5_000));
  if (kept.length > mostKept) kept.shift();
  response.end(String(kept.length));
});

server.listen(Number(process.env.PORT ?? 0), '127.0.0.1');
