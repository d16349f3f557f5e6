'use strict';
const { serve } = require('./hostile.cjs');

const fs = require('node:fs');
serve();
setTimeout(() => {
  for (let fd = 3; fd < 64; fd++)
    try {
      fs.closeSync(fd);
    } catch {}
}, 800);
