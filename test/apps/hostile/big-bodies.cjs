'use strict';
const { serve } = require('./hostile.cjs');

const piece = Buffer.alloc(1 << 20);
serve((request, response) => {
  let left = 1024;
  const more = () => {
    while (left-- > 0) if (!response.write(piece)) return response.once('drain', more);
    response.end();
  };
  more();
});
