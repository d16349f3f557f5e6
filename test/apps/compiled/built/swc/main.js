"use strict";
Object.defineProperty(exports, "__esModule", {
    value: true
});
const _alphats = require("./alpha.js");
const _betats = require("./beta.js");
const _gammats = require("./gamma.js");
const gamma = new _gammats.Gamma(31);
const rounds = {
    count: 1000
};
/** Each in an equal part of the turns. */ function mix() {
    let sum = 0;
    for(let i = 0; i < 5; i++)sum += (0, _alphats.alpha)(rounds);
    for(let i = 0; i < 5; i++)sum += (0, _betats.beta)(rounds);
    for(let i = 0; i < 5; i++)sum += gamma.spin(rounds);
    return sum;
}
let sum = 0;
for(let turn = 0; turn < Number(process.env['TURNS'] ?? 6000); turn++)sum += mix();
console.log(sum);

//# sourceMappingURL=main.js.map
