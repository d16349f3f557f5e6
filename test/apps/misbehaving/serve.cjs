'use strict';
const http = require('node:http');

/** What these apps have in common: a server whose every answer is ready at once. */
module.exports = function serve(name, handle = (_request, response) => response.end('ok\n')) {
  const server = http.createServer(handle);
  server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
    console.log(`${name} listens on http://127.0.0.1:${server.address().port}`);
  });
};
