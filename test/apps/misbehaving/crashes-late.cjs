'use strict';
// Works until its CPU is sampled: then it answers some more requests, and throws.
const { Session } = require('node:inspector');
const serve = require('./serve.cjs');

function tally(rounds) {
  let value = 1;
  for (let i = 0; i < rounds; i++) value = (value * 1103515245 + 12345) % 2147483648;
  return value;
}

let left = 40;
/** The first samples are of code that V8 compiles once more, and are not used. */
const longEnoughMs = 150;
let sampledSince = Infinity;
// As soon as it is sampled, by whoever wants a profile.
const { post } = Session.prototype;
Session.prototype.post = function (method, ...rest) {
  if (method === 'Profiler.start') sampledSince = performance.now();
  return post.call(this, method, ...rest);
};
serve('crashes-late', (_request, response) => {
  if (performance.now() - sampledSince > longEnoughMs && left-- <= 0)
    throw new Error('the ledger of orders is corrupt');
  response.end(String(tally(100_000)));
});
