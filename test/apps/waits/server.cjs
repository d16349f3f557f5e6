'use strict';
// Routes of known waiting and known work: see README.md.
const { execFileSync } = require('node:child_process');
const http = require('node:http');

/** Until the CPU time of the process has grown by so much. */
function burn(ms) {
  const until = usedMs() + ms;
  let value = 1;
  while (usedMs() < until) for (let i = 0; i < 50_000; i++) value = (value * 48271) % 2147483647;
  return value;
}

function usedMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function holdByWaiting(ms) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

function holdByComputing(ms) {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

const routes = {
  '/burn': (answer) => {
    burn(20);
    answer();
  },
  '/timer': (answer) => setTimeout(answer, 30),
  '/both': (answer) => {
    burn(10);
    setTimeout(answer, 30);
  },
  '/blocked': (answer) => {
    holdByWaiting(25);
    answer();
  },
  '/hold': (answer) => {
    holdByComputing(80);
    answer();
  },
  '/hold-waiting': (answer) => {
    holdByWaiting(90);
    answer();
  },
  '/hold-child': (answer) => {
    execFileSync(process.execPath, ['-e', 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100)'], {
      env: {},
    });
    answer();
  },
};

const server = http.createServer((request, response) => {
  const route = routes[request.url];
  if (route === undefined) response.writeHead(404).end();
  else route(() => response.end('done'));
});

// A job of the application's own, in nobody's request.
function holdByTimer() {
  const until = performance.now() + 120;
  while (performance.now() < until);
}
if (process.env.TIMER_JOB !== undefined) setInterval(holdByTimer, 250);

server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  console.log(`waits listens on http://127.0.0.1:${server.address().port}`);
});
