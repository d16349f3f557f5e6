'use strict';
const { spawn } = require('node:child_process');
const { serve, seconds } = require('./hostile.cjs');

for (const detached of [true, false]) spawn('sleep', [seconds], { detached, stdio: 'ignore' }).unref();
spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { detached: true, stdio: 'ignore' }).unref();
serve();
