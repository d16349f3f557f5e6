'use strict';
const { serve } = require('./hostile.cjs');

serve();
setTimeout(() => Promise.reject(undefined), 1500);
