'use strict';
// Works until it is told not to by SIGUSR2: then it answers some more requests, and throws.
const serve = require('./serve.cjs');

function tally(rounds) {
  let value = 1;
  for (let i = 0; i < rounds; i++) value = (value * 1103515245 + 12345) % 2147483648;
  return value;
}

let left = Infinity;
process.on('SIGUSR2', () => (left = 200));
serve('crashes-late', (_request, response) => {
  if (left-- <= 0) throw new Error('the ledger of orders is corrupt');
  response.end(String(tally(100_000)));
});
