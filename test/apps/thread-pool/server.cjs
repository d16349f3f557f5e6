'use strict';
// Hashes each request's text in libuv's thread pool: nearly all of the CPU is on other threads than JavaScript's.
const http = require('node:http');
const { pbkdf2 } = require('node:crypto');

const rounds = 4_000;

const server = http.createServer((request, response) => {
  pbkdf2('text', 'salt', rounds, 64, 'sha512', (error, key) => {
    response.statusCode = error === null ? 200 : 500;
    response.end(error === null ? key.toString('hex') : error.message);
  });
});

server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  console.log(`thread-pool listens on http://127.0.0.1:${server.address().port}`);
});
