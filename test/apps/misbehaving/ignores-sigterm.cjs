'use strict';
const serve = require('./serve.cjs');

for (const signal of ['SIGTERM', 'SIGINT']) {
  process.on(signal, () => console.log(`ignores-sigterm got ${signal} and goes on`));
}
serve('ignores-sigterm');
