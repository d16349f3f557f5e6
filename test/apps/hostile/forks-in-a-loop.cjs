'use strict';
const { spawn } = require('node:child_process');
const { serve, seconds } = require('./hostile.cjs');

let left = 60;
const fork = () => {
  if (left-- > 0) spawn('sleep', ['0.2'], { stdio: 'ignore', detached: true }).on('exit', fork).unref();
};
for (let i = 0; i < 5; i++) fork();
spawn('sleep', [seconds], { stdio: 'ignore', env: { PATH: process.env.PATH }, detached: true }).unref();
serve();
