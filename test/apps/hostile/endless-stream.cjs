'use strict';
const { serve } = require('./hostile.cjs');

serve((request, response) => {
  const timer = setInterval(() => response.write('x'), 5);
  response.on('close', () => clearInterval(timer));
});
