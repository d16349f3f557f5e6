/******/ (() => { // webpackBootstrap
/******/ 	"use strict";
/******/ 	var __webpack_modules__ = ({

/***/ "./src/alpha.ts"
/*!**********************!*\
  !*** ./src/alpha.ts ***!
  \**********************/
(__unused_webpack_module, __webpack_exports__, __webpack_require__) {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   alpha: () => (/* binding */ alpha)
/* harmony export */ });
const modulus = 1000003;
function alpha({ count, seed = 0 }) {
    let state = seed;
    for (let i = 0; i < count; i++) {
        state = (state * 31 + i) % modulus;
    }
    return state;
}


/***/ },

/***/ "./src/beta.ts"
/*!*********************!*\
  !*** ./src/beta.ts ***!
  \*********************/
(__unused_webpack_module, __webpack_exports__, __webpack_require__) {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   beta: () => (/* binding */ beta)
/* harmony export */ });
const step = { factor: 31 };
const beta = ({ count, seed = 0 }) => {
    let state = seed;
    for (let i = 0; i < count; i++) {
        state = (state * step.factor + i) % 1000003;
    }
    return state;
};


/***/ },

/***/ "./src/gamma.ts"
/*!**********************!*\
  !*** ./src/gamma.ts ***!
  \**********************/
(__unused_webpack_module, __webpack_exports__, __webpack_require__) {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gamma: () => (/* binding */ Gamma)
/* harmony export */ });
class Kernel {
}
class Gamma extends Kernel {
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


/***/ }

/******/ 	});
/************************************************************************/
/******/ 	// The module cache
/******/ 	const __webpack_module_cache__ = {};
/******/ 	
/******/ 	// The require function
/******/ 	function __webpack_require__(moduleId) {
/******/ 		// Check if module is in cache
/******/ 		const cachedModule = __webpack_module_cache__[moduleId];
/******/ 		if (cachedModule !== undefined) {
/******/ 			return cachedModule.exports;
/******/ 		}
/******/ 		// Create a new module (and put it into the cache)
/******/ 		const module = __webpack_module_cache__[moduleId] = {
/******/ 			// no module.id needed
/******/ 			// no module.loaded needed
/******/ 			exports: {}
/******/ 		};
/******/ 	
/******/ 		// Execute the module function
/******/ 		if (!(moduleId in __webpack_modules__)) {
/******/ 			delete __webpack_module_cache__[moduleId];
/******/ 			const e = new Error("Cannot find module '" + moduleId + "'");
/******/ 			e.code = 'MODULE_NOT_FOUND';
/******/ 			throw e;
/******/ 		}
/******/ 		__webpack_modules__[moduleId](module, module.exports, __webpack_require__);
/******/ 	
/******/ 		// Return the exports of the module
/******/ 		return module.exports;
/******/ 	}
/******/ 	
/************************************************************************/
/******/ 	/* webpack/runtime/define property getters */
/******/ 	// define getter/value functions for harmony exports
/******/ 	__webpack_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__webpack_require__.o(definition, key) && !__webpack_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ 	
/******/ 	/* webpack/runtime/hasOwnProperty shorthand */
/******/ 	__webpack_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop));
/******/ 	
/******/ 	/* webpack/runtime/make namespace object */
/******/ 	// define __esModule on exports
/******/ 	__webpack_require__.r = (exports) => {
/******/ 		Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ 	
/************************************************************************/
let __webpack_exports__ = {};
// This entry needs to be wrapped in an IIFE because it needs to be isolated against other modules in the chunk.
(() => {
/*!*********************!*\
  !*** ./src/main.ts ***!
  \*********************/
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _alpha_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(/*! ./alpha.js */ "./src/alpha.ts");
/* harmony import */ var _beta_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(/*! ./beta.js */ "./src/beta.ts");
/* harmony import */ var _gamma_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(/*! ./gamma.js */ "./src/gamma.ts");



const gamma = new _gamma_js__WEBPACK_IMPORTED_MODULE_2__.Gamma(31);
const rounds = { count: 1000 };
/** Each in an equal part of the turns. */
function mix() {
    let sum = 0;
    for (let i = 0; i < 5; i++)
        sum += (0,_alpha_js__WEBPACK_IMPORTED_MODULE_0__.alpha)(rounds);
    for (let i = 0; i < 5; i++)
        sum += (0,_beta_js__WEBPACK_IMPORTED_MODULE_1__.beta)(rounds);
    for (let i = 0; i < 5; i++)
        sum += gamma.spin(rounds);
    return sum;
}
let sum = 0;
for (let turn = 0; turn < Number(process.env['TURNS'] ?? 6000); turn++)
    sum += mix();
console.log(sum);

})();

/******/ })()
;
//# sourceMappingURL=main.js.map