'use strict';
const http = require('node:http');
const churn = require('./churn.cjs');
const keepBuffer = require('./keep-buffer.cjs');
const keepObjects = require('./keep-objects.cjs');
const keepRecent = require('./keep-recent.cjs');

const routes = { '/objects': keepObjects, '/buffers': keepBuffer, '/healthy': keepRecent };
let turn = 0;

const server = http.createServer((request, response) => {
  const keep = routes[request.url];
  if (keep === undefined) {
    response.writeHead(404).end();
    return;
  }
  turn++;
  response.end(String(churn(turn) + keep(turn)));
});

server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  console.log(`leak listens on http://127.0.0.1:${server.address().port}`);
});
