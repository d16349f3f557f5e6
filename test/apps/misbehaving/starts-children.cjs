'use strict';
const { spawn } = require('node:child_process');
const serve = require('./serve.cjs');

const apart = { stdio: 'ignore', detached: true };
const children = [
  spawn(process.execPath, ['-e', 'setTimeout(() => {}, 600_000)'], apart),
  spawn('sleep', ['600'], { stdio: 'ignore' }),
];
for (const child of children) child.unref();
console.log(`starts-children started ${children.map((child) => child.pid).join(' ')}`);
serve('starts-children');
