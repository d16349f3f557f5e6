'use strict';
const { serve } = require('./hostile.cjs');

const { LEANSCOPE_SOCKET: path, LEANSCOPE_SECRET: secret } = process.env;
if (path) {
  const socket = require('node:net').connect(path);
  socket.on('error', () => {});
  const hello = {
    kind: 'hello',
    secret,
    pid: 1,
    parentPid: 0,
    threadId: 0,
    nodeVersion: '\x1b[31m',
    v8Version: null,
    argv: null,
  };
  socket.write(
    `${JSON.stringify(hello)}\n${JSON.stringify({ kind: 'listening', port: 1e9, address: 'x', protocol: 'http' })}\n`,
  );
  socket.write('null\n[]\n{"kind":"reply","id":1,"result":null}\n');
}
serve();
