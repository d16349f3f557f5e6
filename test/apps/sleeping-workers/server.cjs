'use strict';
// Workers as those of most pools: each sleeps in Atomics.wait until there is a task, and takes it from its port without a turn of its event
// loop, so that it hears no message and no socket. Nearly all of the CPU is theirs. One more sleeps with a time limit, over and over, and says
// so when a sleep ends before its time or with another word than it should: a request that is answered after that fails.
const http = require('node:http');
const { join } = require('node:path');
const { MessageChannel, Worker } = require('node:worker_threads');

const workers = 2;
const wrong = new Int32Array(new SharedArrayBuffer(4));

function startWorker() {
  const bell = new Int32Array(new SharedArrayBuffer(4));
  const { port1, port2 } = new MessageChannel();
  // An environment of its own: nothing that NODE_OPTIONS names is loaded in the second one.
  const env = started++ % 2 === 0 ? {} : { env: {} };
  new Worker(join(__dirname, 'worker.cjs'), { workerData: { bell, port: port2 }, transferList: [port2], ...env });
  const waiting = [];
  port1.on('message', (sum) => waiting.shift()(sum));
  return (rounds) =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port1.postMessage(rounds);
      Atomics.add(bell, 0, 1);
      Atomics.notify(bell, 0);
    });
}

let started = 0;
const pool = Array.from({ length: workers }, startWorker);
new Worker(join(__dirname, 'sleeper.cjs'), { workerData: wrong });

let next = 0;
const server = http.createServer(async (_request, response) => {
  const sum = await pool[next++ % workers](500);
  response.statusCode = Atomics.load(wrong, 0) === 0 ? 200 : 500;
  response.end(String(sum));
});

server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  console.log(`sleeping-workers listens on http://127.0.0.1:${server.address().port}`);
});
