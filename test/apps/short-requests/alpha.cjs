'use strict';
module.exports = function alpha(rounds) {
  let x = 0;
  for (let i = 0; i < rounds; i++) x = (x * 31 + i) % 1000003;
  return x;
};
