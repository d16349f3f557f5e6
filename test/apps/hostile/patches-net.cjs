'use strict';
const { serve } = require('./hostile.cjs');

const net = require('node:net');
serve();
net.Socket.prototype.write = () => {
  throw new Error('patched');
};
