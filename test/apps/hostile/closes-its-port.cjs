'use strict';
const { serve } = require('./hostile.cjs');

const server = serve();
setTimeout(() => server.close(), 1500);
