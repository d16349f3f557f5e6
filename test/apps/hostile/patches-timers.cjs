'use strict';
const { serve } = require('./hostile.cjs');

global.setTimeout = () => 0;
global.setInterval = () => 0;
global.setImmediate = () => 0;
serve();
