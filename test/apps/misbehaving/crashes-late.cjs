'use strict';
// Works for some seconds under load, long enough to be measured in part, then throws.
const serve = require('./serve.cjs');

const lifetimeMs = Number(process.env.LIFETIME_MS ?? 7_000);

function tally(rounds) {
  let value = 1;
  for (let i = 0; i < rounds; i++) value = (value * 1103515245 + 12345) % 2147483648;
  return value;
}

let first;
serve('crashes-late', (_request, response) => {
  first ??= Date.now();
  if (Date.now() - first > lifetimeMs) throw new Error('the ledger of orders is corrupt');
  response.end(String(tally(100_000)));
});
