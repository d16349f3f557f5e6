"use strict";
var __classPrivateFieldSet = (this && this.__classPrivateFieldSet) || function (receiver, state, value, kind, f) {
    if (kind === "m") throw new TypeError("Private method is not writable");
    if (kind === "a" && !f) throw new TypeError("Private accessor was defined without a setter");
    if (typeof state === "function" ? receiver !== state || !f : !state.has(receiver)) throw new TypeError("Cannot write private member to an object whose class did not declare it");
    return (kind === "a" ? f.call(receiver, value) : f ? f.value = value : state.set(receiver, value)), value;
};
var __classPrivateFieldGet = (this && this.__classPrivateFieldGet) || function (receiver, state, kind, f) {
    if (kind === "a" && !f) throw new TypeError("Private accessor was defined without a getter");
    if (typeof state === "function" ? receiver !== state || !f : !state.has(receiver)) throw new TypeError("Cannot read private member from an object whose class did not declare it");
    return kind === "m" ? f : kind === "a" ? f.call(receiver) : f ? f.value : state.get(receiver);
};
var _Gamma_factor;
Object.defineProperty(exports, "__esModule", { value: true });
exports.Gamma = void 0;
class Kernel {
}
class Gamma extends Kernel {
    constructor(factor) {
        super();
        _Gamma_factor.set(this, void 0);
        __classPrivateFieldSet(this, _Gamma_factor, factor, "f");
    }
    spin({ count, seed = 0 }) {
        let state = seed;
        for (let i = 0; i < count; i++) {
            state = (state * __classPrivateFieldGet(this, _Gamma_factor, "f") + i) % 1000003;
        }
        return state;
    }
}
exports.Gamma = Gamma;
_Gamma_factor = new WeakMap();
//# sourceMappingURL=data:application/json;base64,eyJ2ZXJzaW9uIjozLCJmaWxlIjoiZ2FtbWEuanMiLCJzb3VyY2VSb290IjoiIiwic291cmNlcyI6WyIuLi8uLi9zcmMvZ2FtbWEudHMiXSwibmFtZXMiOltdLCJtYXBwaW5ncyI6Ijs7Ozs7Ozs7Ozs7Ozs7O0FBRUEsTUFBZSxNQUFNO0NBRXBCO0FBRUQsTUFBYSxLQUFNLFNBQVEsTUFBYztJQUd2QyxZQUFZLE1BQWM7UUFDeEIsS0FBSyxFQUFFLENBQUM7UUFIRCxnQ0FBZ0I7UUFJdkIsdUJBQUEsSUFBSSxpQkFBVyxNQUFNLE1BQUEsQ0FBQztJQUN4QixDQUFDO0lBRVEsSUFBSSxDQUFDLEVBQUUsS0FBSyxFQUFFLElBQUksR0FBRyxDQUFDLEVBQVU7UUFDdkMsSUFBSSxLQUFLLEdBQUcsSUFBSSxDQUFDO1FBQ2pCLEtBQUssSUFBSSxDQUFDLEdBQUcsQ0FBQyxFQUFFLENBQUMsR0FBRyxLQUFLLEVBQUUsQ0FBQyxFQUFFLEVBQUUsQ0FBQztZQUMvQixLQUFLLEdBQUcsQ0FBQyxLQUFLLEdBQUcsdUJBQUEsSUFBSSxxQkFBUSxHQUFHLENBQUMsQ0FBQyxHQUFHLE9BQU8sQ0FBQztRQUMvQyxDQUFDO1FBQ0QsT0FBTyxLQUFLLENBQUM7SUFDZixDQUFDO0NBQ0Y7QUFmRCxzQkFlQyIsInNvdXJjZXNDb250ZW50IjpbImltcG9ydCB0eXBlIHsgUm91bmRzIH0gZnJvbSAnLi9yb3VuZHMudHMnO1xuXG5hYnN0cmFjdCBjbGFzcyBLZXJuZWw8VD4ge1xuICBhYnN0cmFjdCBzcGluKHJvdW5kczogVCk6IG51bWJlcjtcbn1cblxuZXhwb3J0IGNsYXNzIEdhbW1hIGV4dGVuZHMgS2VybmVsPFJvdW5kcz4ge1xuICByZWFkb25seSAjZmFjdG9yOiBudW1iZXI7XG5cbiAgY29uc3RydWN0b3IoZmFjdG9yOiBudW1iZXIpIHtcbiAgICBzdXBlcigpO1xuICAgIHRoaXMuI2ZhY3RvciA9IGZhY3RvcjtcbiAgfVxuXG4gIG92ZXJyaWRlIHNwaW4oeyBjb3VudCwgc2VlZCA9IDAgfTogUm91bmRzKTogbnVtYmVyIHtcbiAgICBsZXQgc3RhdGUgPSBzZWVkO1xuICAgIGZvciAobGV0IGkgPSAwOyBpIDwgY291bnQ7IGkrKykge1xuICAgICAgc3RhdGUgPSAoc3RhdGUgKiB0aGlzLiNmYWN0b3IgKyBpKSAlIDEwMDAwMDM7XG4gICAgfVxuICAgIHJldHVybiBzdGF0ZTtcbiAgfVxufVxuIl19