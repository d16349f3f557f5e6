'use strict';
const { serve } = require('./hostile.cjs');

let answers = 0;
serve((request, response) => {
  if (++answers < 100) response.end('ok');
});
