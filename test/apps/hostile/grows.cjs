'use strict';
const { serve } = require('./hostile.cjs');

const kept = [];
serve((request, response) => {
  if (kept.length < 3000) kept.push(Buffer.alloc(100_000, 1));
  response.end('ok');
});
