'use strict';
const { serve } = require('./hostile.cjs');

require('node:net')
  .createServer((socket) => {
    socket.on('error', () => {});
    socket.write('HTTP/9.9 banana\r\nnonsense\r\n\0\r\n');
  })
  .listen(0, '127.0.0.1');
serve((request, response) => {
  response.socket.write('HTTP/1.1 999 \x1b[31mred\r\ncontent-length: -5\r\n\r\n');
});
