'use strict';
const serve = require('./serve.cjs');

const LINE = 'x'.repeat(1000);
for (let i = 0; i < 1000; i++) {
  console.log(`out ${i} ${LINE}`);
  console.error(`err ${i} ${LINE}`);
}
serve('big-log', (request, response) => {
  for (let i = 0; i < 10; i++) {
    console.log(`${request.method} ${request.url} ${LINE}`);
    console.error(`${request.method} ${request.url} ${LINE}`);
  }
  response.end('ok\n');
});
