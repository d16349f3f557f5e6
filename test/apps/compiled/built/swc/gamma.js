"use strict";
Object.defineProperty(exports, "__esModule", {
    value: true
});
Object.defineProperty(exports, "Gamma", {
    enumerable: true,
    get: function() {
        return Gamma;
    }
});
class Kernel {
}
class Gamma extends Kernel {
    #factor;
    constructor(factor){
        super();
        this.#factor = factor;
    }
    spin({ count, seed = 0 }) {
        let state = seed;
        for(let i = 0; i < count; i++){
            state = (state * this.#factor + i) % 1000003;
        }
        return state;
    }
}

//# sourceMappingURL=gamma.js.map
