'use strict';
// Each request compresses the same text twice, in libuv's thread pool and in the event loop: half of the work is on either side.
const http = require('node:http');
const { deflate, deflateSync } = require('node:zlib');

let seed = 1;
const words = Array.from({ length: 40_000 }, () => ((seed = (seed * 48_271) % 2_147_483_647) % 5_000).toString(36));
const text = Buffer.from(words.join(' '));
// One piece in, one piece out: no more than one job for the pool.
const options = { chunkSize: text.length };

function inLoop() {
  return deflateSync(text, options);
}

const server = http.createServer((request, response) => {
  deflate(text, options, (error, inPool) => {
    const same = error === null && inPool.equals(inLoop());
    response.statusCode = same ? 200 : 500;
    response.end(String(inPool?.length));
  });
});

server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  console.log(`thread-pool listens on http://127.0.0.1:${server.address().port}`);
});
