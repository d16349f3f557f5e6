class Kernel {
}
export class Gamma extends Kernel {
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
}
//# sourceMappingURL=gamma.js.map