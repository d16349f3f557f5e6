'use strict';
const serve = require('./serve.cjs');

let served = 0;
serve('crashes-under-load', (_request, response) => {
  served++;
  if (served > 200) throw new Error(`the connection pool is exhausted after ${served - 1} requests`);
  response.end('ok\n');
});
