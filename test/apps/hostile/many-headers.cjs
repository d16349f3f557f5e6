'use strict';
const { serve } = require('./hostile.cjs');

serve((request, response) => {
  for (let i = 0; i < 200; i++) response.setHeader(`x-${i}`, 'y'.repeat(60));
  response.end('ok');
});
