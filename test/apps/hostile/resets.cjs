'use strict';
const { serve } = require('./hostile.cjs');

serve((request, response) => response.socket.resetAndDestroy());
