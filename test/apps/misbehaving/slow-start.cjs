'use strict';
const serve = require('./serve.cjs');

console.log('slow-start warms its caches for 2 s');
setTimeout(() => serve('slow-start'), 2000);
