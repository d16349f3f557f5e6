"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
const alpha_ts_1 = require("./alpha.js");
const beta_ts_1 = require("./beta.js");
const gamma_ts_1 = require("./gamma.js");
const gamma = new gamma_ts_1.Gamma(31);
const rounds = { count: 1000 };
/** Each in an equal part of the turns. */
function mix() {
    let sum = 0;
    for (let i = 0; i < 5; i++)
        sum += (0, alpha_ts_1.alpha)(rounds);
    for (let i = 0; i < 5; i++)
        sum += (0, beta_ts_1.beta)(rounds);
    for (let i = 0; i < 5; i++)
        sum += gamma.spin(rounds);
    return sum;
}
let sum = 0;
for (let turn = 0; turn < Number(process.env['TURNS'] ?? 6000); turn++)
    sum += mix();
console.log(sum);
//# sourceMappingURL=main.js.map