import { alpha } from './alpha.ts';
import { beta } from './beta.ts';
import { Gamma } from './gamma.ts';

const gamma = new Gamma(31);
const rounds = { count: 1000 };

/** Each in an equal part of the turns. */
function mix(): number {
  let sum = 0;
  for (let i = 0; i < 5; i++) sum += alpha(rounds);
  for (let i = 0; i < 5; i++) sum += beta(rounds);
  for (let i = 0; i < 5; i++) sum += gamma.spin(rounds);
  return sum;
}

let sum = 0;
for (let turn = 0; turn < Number(process.env['TURNS'] ?? 6000); turn++) sum += mix();
console.log(sum);
