'use strict';
const { serve } = require('./hostile.cjs');

console.error(`password=${'SEKRET' + 'x7Qm2ZpV9rTk4LwB8nYc3DfHj6S'}`);
serve();
