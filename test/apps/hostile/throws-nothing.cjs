'use strict';
const { serve } = require('./hostile.cjs');

serve();
setTimeout(() => {
  throw null;
}, 1500);
