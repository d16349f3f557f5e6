"use strict";

// src/alpha.ts
var modulus = 1000003;
function alpha({ count, seed = 0 }) {
  let state = seed;
  for (let i = 0; i < count; i++) {
    state = (state * 31 + i) % modulus;
  }
  return state;
}

// src/beta.ts
var step = { factor: 31 };
var beta = ({ count, seed = 0 }) => {
  let state = seed;
  for (let i = 0; i < count; i++) {
    state = (state * step.factor + i) % 1000003;
  }
  return state;
};

// src/gamma.ts
var Kernel = class {
};
var Gamma = class extends Kernel {
  #factor;
  constructor(factor) {
    super();
    this.#factor = factor;
  }
  spin({ count, seed = 0 }) {
    let state = seed;
    for (let i = 0; i < count; i++) {
      state = (state * this.#factor + i) % 1000003;
    }
    return state;
  }
};

// src/main.ts
var gamma = new Gamma(31);
var rounds = { count: 1e3 };
function mix() {
  let sum2 = 0;
  for (let i = 0; i < 5; i++) sum2 += alpha(rounds);
  for (let i = 0; i < 5; i++) sum2 += beta(rounds);
  for (let i = 0; i < 5; i++) sum2 += gamma.spin(rounds);
  return sum2;
}
var sum = 0;
for (let turn = 0; turn < Number(process.env["TURNS"] ?? 6e3); turn++) sum += mix();
console.log(sum);
//# sourceMappingURL=main.js.map
