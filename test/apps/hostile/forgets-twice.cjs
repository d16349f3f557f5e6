'use strict';
const { spawn } = require('node:child_process');
const { serve, seconds } = require('./hostile.cjs');

// A daemon as daemons are made: two forks, a session of its own, an empty environment.
spawn('sh', ['-c', `(setsid sh -c "env -i PATH=$PATH sleep ${seconds} & " &) &`], {
  stdio: 'ignore',
  env: { PATH: process.env.PATH },
});
serve();
