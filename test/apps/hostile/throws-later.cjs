'use strict';
const { serve } = require('./hostile.cjs');

serve();
setTimeout(() => {
  throw new Error('later');
}, 1500);
