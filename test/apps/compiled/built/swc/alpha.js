"use strict";
Object.defineProperty(exports, "__esModule", {
    value: true
});
Object.defineProperty(exports, "alpha", {
    enumerable: true,
    get: function() {
        return alpha;
    }
});
const modulus = 1000003;
function alpha({ count, seed = 0 }) {
    let state = seed;
    for(let i = 0; i < count; i++){
        state = (state * 31 + i) % modulus;
    }
    return state;
}

//# sourceMappingURL=alpha.js.map
