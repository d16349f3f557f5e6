'use strict';
// A walk that calls itself eight deep; at each depth the same kernel, so that the walk is on a stack up to eight times.
const alpha = require('../kernels/alpha.cjs');

function walk(depth) {
  const here = alpha(1_000);
  return depth === 0 ? here : here + walk(depth - 1);
}

let sum = 0;
for (let turn = 0; turn < 5_000; turn++) sum += walk(7);
console.log(sum);
