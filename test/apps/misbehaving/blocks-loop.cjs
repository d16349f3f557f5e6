'use strict';
const serve = require('./serve.cjs');

const HEALTHY_REQUESTS = Number(process.env.HEALTHY_REQUESTS ?? 200);
let served = 0;

function waitForever() {
  let turns = 0;
  while (served > HEALTHY_REQUESTS) turns++;
  return turns;
}

serve('blocks-loop', (_request, response) => {
  served++;
  if (served > HEALTHY_REQUESTS) waitForever();
  response.end('ok\n');
});
