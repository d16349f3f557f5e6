'use strict';
exports.step = function step(from) {
  let x = from;
  for (let i = 0; i < 1_000; i++) x = (x * 31 + i) % 1000003;
  return x;
};
