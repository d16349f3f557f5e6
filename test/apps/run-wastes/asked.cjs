// The service that server.cjs asks: a price for each id, after 3 ms, and a large list at once.
const http = require('node:http');

const list = JSON.stringify(Array.from({ length: 1000 }, (_, id) => ({ id, text: 'a'.repeat(80) })));

const server = http.createServer(async (request, response) => {
  if (request.url === '/list') return void response.end(list);
  await new Promise((resolve) => setTimeout(resolve, 3));
  response.end('7');
});

server.listen(0, '127.0.0.1', () => process.send(server.address().port));
process.on('disconnect', () => process.exit());
