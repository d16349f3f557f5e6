'use strict';
const { serve } = require('./hostile.cjs');

// Whatever the line to the tool is, it is fed with what it does not expect.
const path = process.env.LEANSCOPE_SOCKET;
if (path) {
  const socket = require('node:net').connect(path);
  socket.on('error', () => {});
  socket.write('{"kind":"hello","secret":"wrong"}\n');
  const silent = require('node:net').connect(path);
  silent.on('error', () => {});
  const long = require('node:net').connect(path);
  long.on('error', () => {});
  long.write(Buffer.alloc(50_000_000, 97));
}
serve();
