'use strict';
module.exports.makeBatch = function makeBatch(id) {
  return new Array(2_000).fill(id + 0.5);
};
