// What an application can run out of, one at a time: LIMIT says which.
const { createServer } = require('node:http');

/** Four at a time, 20 ms each, as by a small pool of database connections: 200 requests a second and no more. */
function pooled(response) {
  waiting.push(response);
  serveNext();
}

const waiting = [];
let free = 4;

function serveNext() {
  if (free === 0 || waiting.length === 0) return;
  free--;
  const response = waiting.shift();
  setTimeout(() => {
    response.end('from the pool');
    free++;
    serveNext();
  }, 20);
}

/** 2 ms of computing: the event loop. */
function spinning(response) {
  response.end(String(spin(2)));
}

function spin(ms) {
  const end = performance.now() + ms;
  let turns = 0;
  while (performance.now() < end) turns++;
  return turns;
}

/** Stands no more at a time than the eight connections of a closed load bring: only requests on a clock of their own are more. */
function fragile(response) {
  waiting.push(response);
  if (waiting.length > 8) throw new Error('too many at a time');
  setTimeout(() => waiting.shift().end('still there'), 20);
}

const serve = { pool: pooled, loop: spinning, crash: fragile }[process.env.LIMIT];
createServer((_request, response) => serve(response)).listen(0, '127.0.0.1');
