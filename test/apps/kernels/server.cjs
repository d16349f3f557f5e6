'use strict';
const http = require('node:http');
const [alpha, beta, gamma] = [require('./alpha.cjs'), require('./beta.cjs'), require('./gamma.cjs')];

function mix(scale) {
  let sum = 0;
  for (let i = 0; i < 5 * scale; i++) sum += alpha(1_000);
  for (let i = 0; i < 3 * scale; i++) sum += beta(1_000);
  for (let i = 0; i < 2 * scale; i++) sum += gamma(1_000);
  return sum;
}

const server = http.createServer((request, response) => {
  if (request.method !== 'GET' || request.url !== '/') {
    response.writeHead(404).end();
    return;
  }
  response.end(String(mix(100)));
});

server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  console.log(`kernels listens on http://127.0.0.1:${server.address().port}`);
});
