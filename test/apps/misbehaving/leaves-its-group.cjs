// Programs that carry nothing of who started them: no variable, no group, no parent.
const { spawn } = require('node:child_process');
const options = { env: { PATH: process.env.PATH }, stdio: 'ignore', detached: true };
spawn('sleep', ['71077'], options).unref();
spawn('sh', ['-c', 'env -i PATH="$PATH" setsid sleep 71077 &'], options).unref();
spawn('sleep', ['71077'], { ...options, detached: false });
require('./serve.cjs')('leaves-its-group');
