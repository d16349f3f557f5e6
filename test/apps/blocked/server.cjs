'use strict';
// Two calls that take the event loop equally long. Only one of them takes the processor.
const http = require('node:http');

const shared = new Int32Array(new SharedArrayBuffer(4));
const milliseconds = 20;

function waits() {
  Atomics.wait(shared, 0, 0, milliseconds);
}

function computes() {
  let x = 0;
  for (const end = process.cpuUsage().user + 1000 * milliseconds; process.cpuUsage().user < end;)
    for (let i = 0; i < 20_000; i++) x = (x * 31 + i) % 1000003;
  return x;
}

const server = http.createServer((_request, response) => {
  waits();
  response.end(String(computes()));
});

server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  console.log(`blocked listens on http://127.0.0.1:${server.address().port}`);
});
