'use strict';
// A job from start to end: the kernels of ../kernels in the same proportions, taking turns.
const [alpha, beta, gamma] = ['alpha', 'beta', 'gamma'].map((name) => require(`../kernels/${name}.cjs`));

function mix() {
  let sum = 0;
  for (let i = 0; i < 5; i++) sum += alpha(1_000);
  for (let i = 0; i < 3; i++) sum += beta(1_000);
  for (let i = 0; i < 2; i++) sum += gamma(1_000);
  return sum;
}

let sum = 0;
for (let turn = 0; turn < 10_000; turn++) sum += mix();
console.log(sum);
