'use strict';
// Answers properly at first; then every tenth answer is what EVIL says.
const { createServer } = require('node:http');

const megabyte = Buffer.alloc(1024 * 1024, 'x');
const properly = 20;

/** Until the other side has had enough. */
function pour(socket, piece) {
  while (!socket.destroyed && socket.write(piece));
  if (!socket.destroyed) socket.once('drain', () => pour(socket, piece));
}

function drip(socket) {
  if (socket.destroyed) return;
  socket.write('x');
  setTimeout(drip, 50, socket);
}

const evils = {
  refusal: () => {
    server.close();
    server.closeAllConnections();
  },
  reset: ({ socket }) => socket.resetAndDestroy(),
  'slow-loris': ({ socket }) => {
    socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n');
    drip(socket);
  },
  redirect: (response) => response.writeHead(302, { location: '/' }).end(),
  failure: (response) => response.writeHead(500).end('sorry'),
  endless: ({ socket }) => {
    socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
    pour(socket, Buffer.concat([Buffer.from('100000\r\n'), megabyte, Buffer.from('\r\n')]));
  },
  gigabyte: ({ socket }) => {
    socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${1024 ** 3}\r\n\r\n`);
    pour(socket, megabyte);
  },
  garbage: ({ socket }) => socket.write('220 mail.example.com ESMTP ready\r\n\r\n'),
  none: (response) => response.end('ok'),
};

const evil = evils[process.env.EVIL];
let answered = 0;
const server = createServer((_request, response) => {
  answered++;
  if (answered > properly && answered % 10 === 0) evil(response);
  else response.end('ok');
});
server.listen(0, '127.0.0.1', () => console.log(`evil listens on http://127.0.0.1:${server.address().port}`));
// A server that refuses is still there.
setInterval(() => {}, 1000);
