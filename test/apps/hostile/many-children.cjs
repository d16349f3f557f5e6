'use strict';
const { spawn } = require('node:child_process');
const { serve, seconds } = require('./hostile.cjs');

for (let i = 0; i < 100; i++) spawn('sleep', [seconds], { detached: i % 2 === 0, stdio: 'ignore' }).unref();
serve();
