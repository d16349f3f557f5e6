'use strict';
const http = require('node:http');
const makeRows = require('./rows.cjs');
const makeIndex = require('./index-of-rows.cjs');

const server = http.createServer((_request, response) => {
  response.end(String(makeRows().length + makeIndex().length));
});

server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  console.log(`allocator listens on http://127.0.0.1:${server.address().port}`);
});
