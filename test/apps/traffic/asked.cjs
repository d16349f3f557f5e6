// Answers what asks.cjs asks: 1,000 bytes of body over HTTP, 100 bytes for each 20 over TCP.
const http = require('node:http');
const net = require('node:net');

const web = http.createServer((request, response) => {
  response.setHeader('content-length', 1000).end('a'.repeat(1000));
});
const tcp = net.createServer((socket) => {
  let received = 0;
  socket.setNoDelay(true).on('data', ({ length }) => {
    received += length;
    for (; received >= 20; received -= 20) socket.write('a'.repeat(100));
  });
  socket.on('error', () => undefined);
});

web.listen(0, '127.0.0.1', () => {
  tcp.listen(0, '127.0.0.1', () => process.send({ web: web.address().port, tcp: tcp.address().port }));
});
process.on('disconnect', () => process.exit());
