'use strict';
const { spawn } = require('node:child_process');
const { serve, seconds } = require('./hostile.cjs');

for (const name of Object.keys(process.env)) delete process.env[name];
serve();
spawn('/bin/sleep', [seconds], { detached: true, stdio: 'ignore' }).unref();
