'use strict';
const { serve } = require('./hostile.cjs');

serve(() => {});
