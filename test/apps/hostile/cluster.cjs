'use strict';
const { serve } = require('./hostile.cjs');

const cluster = require('node:cluster');
if (cluster.isPrimary) for (let i = 0; i < 3; i++) cluster.fork();
else serve();
