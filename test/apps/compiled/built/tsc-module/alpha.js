const modulus = 1000003;
export function alpha({ count, seed = 0 }) {
    let state = seed;
    for (let i = 0; i < count; i++) {
        state = (state * 31 + i) % modulus;
    }
    return state;
}
//# sourceMappingURL=alpha.js.map