'use strict';
const { createServer } = require('node:http');
const works = [...Object.values(require('./wasteful.cjs')), ...Object.values(require('./near-misses.cjs'))];

let turn = 0;
const server = createServer((_request, response) => {
  turn++;
  let sum = 0;
  for (const work of works) sum += work(turn);
  response.end(String(sum));
});
server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  console.log(`patterns listens on http://127.0.0.1:${server.address().port}`);
});
