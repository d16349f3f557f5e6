"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.beta = void 0;
const step = { factor: 31 };
const beta = ({ count, seed = 0 }) => {
    let state = seed;
    for (let i = 0; i < count; i++) {
        state = (state * step.factor + i) % 1000003;
    }
    return state;
};
exports.beta = beta;
//# sourceMappingURL=beta.js.map