'use strict';
// Each request computes for several hundred milliseconds: a slice of load must not run far over its time.
const http = require('node:http');

function crunch(rounds) {
  let value = 1;
  for (let i = 0; i < rounds; i++) value = (value * 1103515245 + 12345) % 2147483648;
  return value;
}

const server = http.createServer((request, response) => {
  response.end(String(crunch(20_000_000)));
});

server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  console.log(`slow listens on http://127.0.0.1:${server.address().port}`);
});
