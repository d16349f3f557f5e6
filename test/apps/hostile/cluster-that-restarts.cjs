'use strict';
const { serve } = require('./hostile.cjs');

const cluster = require('node:cluster');
let left = 20;
if (cluster.isPrimary) {
  cluster.on('exit', () => left-- > 0 && cluster.fork());
  cluster.fork();
  cluster.fork();
} else {
  serve();
  setTimeout(() => process.exit(1), 600);
}
