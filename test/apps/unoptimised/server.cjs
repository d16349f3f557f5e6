'use strict';
// Wants node --allow-natives-syntax: V8 is told never to optimise one of three functions, and gives that as its reason.
const http = require('node:http');

function five(rounds) {
  let x = 0;
  for (let i = 0; i < 5 * rounds; i++) x = (x * 31 + i) % 1000003;
  return x;
}

function three(rounds) {
  let x = 0;
  for (let i = 0; i < 3 * rounds; i++) x = (x * 31 + i) % 1000003;
  return x;
}

function never(rounds) {
  let x = 0;
  for (let i = 0; i < rounds; i++) x = (x * 31 + i) % 1000003;
  return x;
}
eval('%NeverOptimizeFunction(never)');

// For who wants to see it without waiting for a sample of it: nearly all of the time is its own.
const onlyNever = process.env.ONLY_NEVER !== undefined;

const server = http.createServer((request, response) => {
  let sum = 0;
  if (onlyNever) return void response.end(String(never(10_000)));
  for (let i = 0; i < 40; i++) sum += five(1_000) + three(1_000) + never(100);
  response.end(String(sum));
});

server.listen(Number(process.env.PORT ?? 0), '127.0.0.1');
