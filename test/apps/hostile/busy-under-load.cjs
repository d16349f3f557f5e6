'use strict';
const { serve } = require('./hostile.cjs');

let requests = 0;
serve((request, response) => {
  if (++requests > 200) for (;;);
  response.end('ok');
});
