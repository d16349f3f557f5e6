'use strict';
const { serve } = require('./hostile.cjs');

serve((request, response) => {
  response.writeHead(200, { 'content-length': 1000 });
  response.write('half');
  setTimeout(() => response.socket.destroy(), 20);
});
