const step = { factor: 31 };
export const beta = ({ count, seed = 0 }) => {
    let state = seed;
    for (let i = 0; i < count; i++) {
        state = (state * step.factor + i) % 1000003;
    }
    return state;
};
//# sourceMappingURL=beta.js.map