'use strict';
const { serve } = require('./hostile.cjs');

serve();
setTimeout(() => {
  for (;;);
}, 700);
