'use strict';
// Three functions of the same code, 5:3:2 by how often they loop, in a request as short as UNIT makes it. ORDER=235 has them in the other
// order, BREAKS=1 gives the event loop a turn between them.
const http = require('node:http');
const kernels = { 5: require('./alpha.cjs'), 3: require('./beta.cjs'), 2: require('./gamma.cjs') };

const { UNIT = '500', ORDER = '532', BREAKS = '', PORT = '0' } = process.env;
const unit = Number(UNIT);
const order = [...ORDER];

function atOnce() {
  let sum = 0;
  for (const weight of order) sum += kernels[weight](Number(weight) * unit);
  return sum;
}

async function inPieces() {
  let sum = 0;
  for (const weight of order) {
    sum += kernels[weight](Number(weight) * unit);
    await new Promise(setImmediate);
  }
  return sum;
}

const server = http.createServer(async (request, response) => {
  if (request.method !== 'GET' || request.url !== '/') {
    response.writeHead(404).end();
    return;
  }
  response.end(String(BREAKS === '1' ? await inPieces() : atOnce()));
});

server.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`short-requests listens on http://127.0.0.1:${server.address().port}`);
});
