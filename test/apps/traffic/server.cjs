// Answers of known size, before and after compression.
const http = require('node:http');
const zlib = require('node:zlib');

const text = Buffer.from('All work and no play makes Jack a dull boy.\n'.repeat(2000));
const gzipped = zlib.gzipSync(text);
const brotli = zlib.brotliCompressSync(text);
const noise = require('node:crypto').createHash('shake256', { outputLength: 30_000 }).update('noise').digest();

const kept = noise.subarray(0, 20_000);
let turn = 1;

const routes = {
  '/plain': (response) => response.setHeader('content-length', text.length).end(text),
  '/gzip': (response) => response.setHeader('content-encoding', 'gzip').end(gzipped),
  '/brotli': (response) => response.setHeader('content-encoding', 'br').end(brotli),
  '/chunked': (response) => {
    for (const part of [0, 10_000, 20_000]) response.write(noise.subarray(part, part + 10_000));
    response.end();
  },
  '/kept': (response) => response.setHeader('cache-control', 'max-age=60').end(kept),
  '/changing': (response) => response.end(noise.subarray(turn++ % 100)),
  '/negotiated': (response, accepted) => {
    if (/\bgzip\b/.test(accepted)) response.setHeader('content-encoding', 'gzip').end(zlib.gzipSync(text));
    else response.end(text);
  },
};

http
  .createServer((request, response) => {
    const answer = routes[request.url.split('?')[0]] ?? (() => response.writeHead(404).end());
    answer(response, request.headers['accept-encoding'] ?? '');
  })
  .listen(0, '127.0.0.1');
