'use strict';
const { spawn } = require('node:child_process');
const { serve, seconds } = require('./hostile.cjs');

// Nothing of who started them is in them: no variable, no group, and soon no parent.
const options = { detached: true, stdio: 'ignore', env: { PATH: process.env.PATH } };
spawn('sleep', [seconds], options).unref();
spawn('sh', ['-c', `env -i PATH="$PATH" setsid sleep ${seconds} &`], options).unref();
serve();
