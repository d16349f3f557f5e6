// Programs that carry nothing of who started them: no variable, no group, no parent.
const { spawn } = require('node:child_process');
const options = { env: { PATH: process.env.PATH }, stdio: 'ignore', detached: true };
// How long they sleep tells those of one run from those of another.
const seconds = process.env.SLEEP_SECONDS ?? '71077';
spawn('sleep', [seconds], options).unref();
spawn('sh', ['-c', 'env -i PATH="$PATH" setsid sleep ' + seconds + ' &'], options).unref();
spawn('sleep', [seconds], { ...options, detached: false });
require('./serve.cjs')('leaves-its-group');
