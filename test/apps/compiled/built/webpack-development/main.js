/*
 * ATTENTION: An "eval-source-map" devtool has been used.
 * This devtool is neither made for production nor for readable output files.
 * It uses "eval()" calls to create a separate source file with attached SourceMaps in the browser devtools.
 * If you are trying to read the output file, select a different devtool (https://webpack.js.org/configuration/devtool/)
 * or disable the default devtool with "devtool: false".
 * If you are looking for production-ready output files, see mode: "production" (https://webpack.js.org/configuration/mode/).
 */
/******/ (() => { // webpackBootstrap
/******/ 	"use strict";
/******/ 	var __webpack_modules__ = ({

/***/ "./src/alpha.ts"
/*!**********************!*\
  !*** ./src/alpha.ts ***!
  \**********************/
(__unused_webpack_module, __webpack_exports__, __webpack_require__) {

eval("{__webpack_require__.r(__webpack_exports__);\n/* harmony export */ __webpack_require__.d(__webpack_exports__, {\n/* harmony export */   alpha: () => (/* binding */ alpha)\n/* harmony export */ });\nconst modulus = 1000003;\nfunction alpha({ count, seed = 0 }) {\n    let state = seed;\n    for (let i = 0; i < count; i++) {\n        state = (state * 31 + i) % modulus;\n    }\n    return state;\n}\n//# sourceURL=[module]\n//# sourceMappingURL=data:application/json;charset=utf-8;base64,eyJ2ZXJzaW9uIjozLCJmaWxlIjoiLi9zcmMvYWxwaGEudHMiLCJtYXBwaW5ncyI6Ijs7OztBQUdBLE1BQU0sT0FBTyxHQUFZLE9BQU8sQ0FBQztBQUUxQixTQUFTLEtBQUssQ0FBQyxFQUFFLEtBQUssRUFBRSxJQUFJLEdBQUcsQ0FBQyxFQUFVO0lBQy9DLElBQUksS0FBSyxHQUFHLElBQUksQ0FBQztJQUNqQixLQUFLLElBQUksQ0FBQyxHQUFHLENBQUMsRUFBRSxDQUFDLEdBQUcsS0FBSyxFQUFFLENBQUMsRUFBRSxFQUFFLENBQUM7UUFDL0IsS0FBSyxHQUFHLENBQUMsS0FBSyxHQUFHLEVBQUUsR0FBRyxDQUFDLENBQUMsR0FBRyxPQUFPLENBQUM7SUFDckMsQ0FBQztJQUNELE9BQU8sS0FBSyxDQUFDO0FBQ2YsQ0FBQyIsInNvdXJjZXMiOlsid2VicGFjazovL2NvbXBpbGVkLy4vc3JjL2FscGhhLnRzP2U3OWYiXSwic291cmNlc0NvbnRlbnQiOlsiaW1wb3J0IHR5cGUgeyBSb3VuZHMgfSBmcm9tICcuL3JvdW5kcy50cyc7XG5cbnR5cGUgTW9kdWx1cyA9IDEwMDAwMDM7XG5jb25zdCBtb2R1bHVzOiBNb2R1bHVzID0gMTAwMDAwMztcblxuZXhwb3J0IGZ1bmN0aW9uIGFscGhhKHsgY291bnQsIHNlZWQgPSAwIH06IFJvdW5kcyk6IG51bWJlciB7XG4gIGxldCBzdGF0ZSA9IHNlZWQ7XG4gIGZvciAobGV0IGkgPSAwOyBpIDwgY291bnQ7IGkrKykge1xuICAgIHN0YXRlID0gKHN0YXRlICogMzEgKyBpKSAlIG1vZHVsdXM7XG4gIH1cbiAgcmV0dXJuIHN0YXRlO1xufVxuIl0sIm5hbWVzIjpbXSwic291cmNlUm9vdCI6IiJ9\n//# sourceURL=webpack-internal:///./src/alpha.ts\n\n}");

/***/ },

/***/ "./src/beta.ts"
/*!*********************!*\
  !*** ./src/beta.ts ***!
  \*********************/
(__unused_webpack_module, __webpack_exports__, __webpack_require__) {

eval("{__webpack_require__.r(__webpack_exports__);\n/* harmony export */ __webpack_require__.d(__webpack_exports__, {\n/* harmony export */   beta: () => (/* binding */ beta)\n/* harmony export */ });\nconst step = { factor: 31 };\nconst beta = ({ count, seed = 0 }) => {\n    let state = seed;\n    for (let i = 0; i < count; i++) {\n        state = (state * step.factor + i) % 1000003;\n    }\n    return state;\n};\n//# sourceURL=[module]\n//# sourceMappingURL=data:application/json;charset=utf-8;base64,eyJ2ZXJzaW9uIjozLCJmaWxlIjoiLi9zcmMvYmV0YS50cyIsIm1hcHBpbmdzIjoiOzs7O0FBT0EsTUFBTSxJQUFJLEdBQVMsRUFBRSxNQUFNLEVBQUUsRUFBRSxFQUFFLENBQUM7QUFFM0IsTUFBTSxJQUFJLEdBQUcsQ0FBQyxFQUFFLEtBQUssRUFBRSxJQUFJLEdBQUcsQ0FBQyxFQUFVLEVBQVUsRUFBRTtJQUMxRCxJQUFJLEtBQUssR0FBRyxJQUFJLENBQUM7SUFDakIsS0FBSyxJQUFJLENBQUMsR0FBRyxDQUFDLEVBQUUsQ0FBQyxHQUFHLEtBQUssRUFBRSxDQUFDLEVBQUUsRUFBRSxDQUFDO1FBQy9CLEtBQUssR0FBRyxDQUFDLEtBQUssR0FBRyxJQUFJLENBQUMsTUFBTSxHQUFHLENBQUMsQ0FBQyxHQUFHLE9BQU8sQ0FBQztJQUM5QyxDQUFDO0lBQ0QsT0FBTyxLQUFLLENBQUM7QUFDZixDQUFDLENBQUMiLCJzb3VyY2VzIjpbIndlYnBhY2s6Ly9jb21waWxlZC8uL3NyYy9iZXRhLnRzPzM4YTciXSwic291cmNlc0NvbnRlbnQiOlsiaW1wb3J0IHR5cGUgeyBSb3VuZHMgfSBmcm9tICcuL3JvdW5kcy50cyc7XG5cbi8vIEFuIGFycm93IGZ1bmN0aW9uOiBpdHMgbmFtZSBpcyB0aGF0IG9mIHRoZSBjb25zdGFudCwgd2hpY2ggYSBtaW5pZmllciBpcyBmcmVlIHRvIGNoYW5nZS5cbmludGVyZmFjZSBTdGVwIHtcbiAgcmVhZG9ubHkgZmFjdG9yOiBudW1iZXI7XG59XG5cbmNvbnN0IHN0ZXA6IFN0ZXAgPSB7IGZhY3RvcjogMzEgfTtcblxuZXhwb3J0IGNvbnN0IGJldGEgPSAoeyBjb3VudCwgc2VlZCA9IDAgfTogUm91bmRzKTogbnVtYmVyID0+IHtcbiAgbGV0IHN0YXRlID0gc2VlZDtcbiAgZm9yIChsZXQgaSA9IDA7IGkgPCBjb3VudDsgaSsrKSB7XG4gICAgc3RhdGUgPSAoc3RhdGUgKiBzdGVwLmZhY3RvciArIGkpICUgMTAwMDAwMztcbiAgfVxuICByZXR1cm4gc3RhdGU7XG59O1xuIl0sIm5hbWVzIjpbXSwic291cmNlUm9vdCI6IiJ9\n//# sourceURL=webpack-internal:///./src/beta.ts\n\n}");

/***/ },

/***/ "./src/gamma.ts"
/*!**********************!*\
  !*** ./src/gamma.ts ***!
  \**********************/
(__unused_webpack_module, __webpack_exports__, __webpack_require__) {

eval("{__webpack_require__.r(__webpack_exports__);\n/* harmony export */ __webpack_require__.d(__webpack_exports__, {\n/* harmony export */   Gamma: () => (/* binding */ Gamma)\n/* harmony export */ });\nclass Kernel {\n}\nclass Gamma extends Kernel {\n    #factor;\n    constructor(factor) {\n        super();\n        this.#factor = factor;\n    }\n    spin({ count, seed = 0 }) {\n        let state = seed;\n        for (let i = 0; i < count; i++) {\n            state = (state * this.#factor + i) % 1000003;\n        }\n        return state;\n    }\n}\n//# sourceURL=[module]\n//# sourceMappingURL=data:application/json;charset=utf-8;base64,eyJ2ZXJzaW9uIjozLCJmaWxlIjoiLi9zcmMvZ2FtbWEudHMiLCJtYXBwaW5ncyI6Ijs7OztBQUVBLE1BQWUsTUFBTTtDQUVwQjtBQUVNLE1BQU0sS0FBTSxTQUFRLE1BQWM7SUFDOUIsT0FBTyxDQUFTO0lBRXpCLFlBQVksTUFBYztRQUN4QixLQUFLLEVBQUUsQ0FBQztRQUNSLElBQUksQ0FBQyxPQUFPLEdBQUcsTUFBTSxDQUFDO0lBQ3hCLENBQUM7SUFFUSxJQUFJLENBQUMsRUFBRSxLQUFLLEVBQUUsSUFBSSxHQUFHLENBQUMsRUFBVTtRQUN2QyxJQUFJLEtBQUssR0FBRyxJQUFJLENBQUM7UUFDakIsS0FBSyxJQUFJLENBQUMsR0FBRyxDQUFDLEVBQUUsQ0FBQyxHQUFHLEtBQUssRUFBRSxDQUFDLEVBQUUsRUFBRSxDQUFDO1lBQy9CLEtBQUssR0FBRyxDQUFDLEtBQUssR0FBRyxJQUFJLENBQUMsT0FBTyxHQUFHLENBQUMsQ0FBQyxHQUFHLE9BQU8sQ0FBQztRQUMvQyxDQUFDO1FBQ0QsT0FBTyxLQUFLLENBQUM7SUFDZixDQUFDO0NBQ0YiLCJzb3VyY2VzIjpbIndlYnBhY2s6Ly9jb21waWxlZC8uL3NyYy9nYW1tYS50cz9kYTIxIl0sInNvdXJjZXNDb250ZW50IjpbImltcG9ydCB0eXBlIHsgUm91bmRzIH0gZnJvbSAnLi9yb3VuZHMudHMnO1xuXG5hYnN0cmFjdCBjbGFzcyBLZXJuZWw8VD4ge1xuICBhYnN0cmFjdCBzcGluKHJvdW5kczogVCk6IG51bWJlcjtcbn1cblxuZXhwb3J0IGNsYXNzIEdhbW1hIGV4dGVuZHMgS2VybmVsPFJvdW5kcz4ge1xuICByZWFkb25seSAjZmFjdG9yOiBudW1iZXI7XG5cbiAgY29uc3RydWN0b3IoZmFjdG9yOiBudW1iZXIpIHtcbiAgICBzdXBlcigpO1xuICAgIHRoaXMuI2ZhY3RvciA9IGZhY3RvcjtcbiAgfVxuXG4gIG92ZXJyaWRlIHNwaW4oeyBjb3VudCwgc2VlZCA9IDAgfTogUm91bmRzKTogbnVtYmVyIHtcbiAgICBsZXQgc3RhdGUgPSBzZWVkO1xuICAgIGZvciAobGV0IGkgPSAwOyBpIDwgY291bnQ7IGkrKykge1xuICAgICAgc3RhdGUgPSAoc3RhdGUgKiB0aGlzLiNmYWN0b3IgKyBpKSAlIDEwMDAwMDM7XG4gICAgfVxuICAgIHJldHVybiBzdGF0ZTtcbiAgfVxufVxuIl0sIm5hbWVzIjpbXSwic291cmNlUm9vdCI6IiJ9\n//# sourceURL=webpack-internal:///./src/gamma.ts\n\n}");

/***/ },

/***/ "./src/main.ts"
/*!*********************!*\
  !*** ./src/main.ts ***!
  \*********************/
(__unused_webpack_module, __webpack_exports__, __webpack_require__) {

eval("{__webpack_require__.r(__webpack_exports__);\n/* harmony import */ var _alpha_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(/*! ./alpha.js */ \"./src/alpha.ts\");\n/* harmony import */ var _beta_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(/*! ./beta.js */ \"./src/beta.ts\");\n/* harmony import */ var _gamma_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(/*! ./gamma.js */ \"./src/gamma.ts\");\n\n\n\nconst gamma = new _gamma_js__WEBPACK_IMPORTED_MODULE_2__.Gamma(31);\nconst rounds = { count: 1000 };\n/** Each in an equal part of the turns. */\nfunction mix() {\n    let sum = 0;\n    for (let i = 0; i < 5; i++)\n        sum += (0,_alpha_js__WEBPACK_IMPORTED_MODULE_0__.alpha)(rounds);\n    for (let i = 0; i < 5; i++)\n        sum += (0,_beta_js__WEBPACK_IMPORTED_MODULE_1__.beta)(rounds);\n    for (let i = 0; i < 5; i++)\n        sum += gamma.spin(rounds);\n    return sum;\n}\nlet sum = 0;\nfor (let turn = 0; turn < Number(process.env['TURNS'] ?? 6000); turn++)\n    sum += mix();\nconsole.log(sum);\n//# sourceURL=[module]\n//# sourceMappingURL=data:application/json;charset=utf-8;base64,eyJ2ZXJzaW9uIjozLCJmaWxlIjoiLi9zcmMvbWFpbi50cyIsIm1hcHBpbmdzIjoiOzs7O0FBQW1DO0FBQ0Y7QUFDRTtBQUVuQyxNQUFNLEtBQUssR0FBRyxJQUFJLDRDQUFLLENBQUMsRUFBRSxDQUFDLENBQUM7QUFDNUIsTUFBTSxNQUFNLEdBQUcsRUFBRSxLQUFLLEVBQUUsSUFBSSxFQUFFLENBQUM7QUFFL0IsMENBQTBDO0FBQzFDLFNBQVMsR0FBRztJQUNWLElBQUksR0FBRyxHQUFHLENBQUMsQ0FBQztJQUNaLEtBQUssSUFBSSxDQUFDLEdBQUcsQ0FBQyxFQUFFLENBQUMsR0FBRyxDQUFDLEVBQUUsQ0FBQyxFQUFFO1FBQUUsR0FBRyxJQUFJLGdEQUFLLENBQUMsTUFBTSxDQUFDLENBQUM7SUFDakQsS0FBSyxJQUFJLENBQUMsR0FBRyxDQUFDLEVBQUUsQ0FBQyxHQUFHLENBQUMsRUFBRSxDQUFDLEVBQUU7UUFBRSxHQUFHLElBQUksOENBQUksQ0FBQyxNQUFNLENBQUMsQ0FBQztJQUNoRCxLQUFLLElBQUksQ0FBQyxHQUFHLENBQUMsRUFBRSxDQUFDLEdBQUcsQ0FBQyxFQUFFLENBQUMsRUFBRTtRQUFFLEdBQUcsSUFBSSxLQUFLLENBQUMsSUFBSSxDQUFDLE1BQU0sQ0FBQyxDQUFDO0lBQ3RELE9BQU8sR0FBRyxDQUFDO0FBQ2IsQ0FBQztBQUVELElBQUksR0FBRyxHQUFHLENBQUMsQ0FBQztBQUNaLEtBQUssSUFBSSxJQUFJLEdBQUcsQ0FBQyxFQUFFLElBQUksR0FBRyxNQUFNLENBQUMsT0FBTyxDQUFDLEdBQUcsQ0FBQyxPQUFPLENBQUMsSUFBSSxJQUFJLENBQUMsRUFBRSxJQUFJLEVBQUU7SUFBRSxHQUFHLElBQUksR0FBRyxFQUFFLENBQUM7QUFDckYsT0FBTyxDQUFDLEdBQUcsQ0FBQyxHQUFHLENBQUMsQ0FBQyIsInNvdXJjZXMiOlsid2VicGFjazovL2NvbXBpbGVkLy4vc3JjL21haW4udHM/Y2Q0OSJdLCJzb3VyY2VzQ29udGVudCI6WyJpbXBvcnQgeyBhbHBoYSB9IGZyb20gJy4vYWxwaGEudHMnO1xuaW1wb3J0IHsgYmV0YSB9IGZyb20gJy4vYmV0YS50cyc7XG5pbXBvcnQgeyBHYW1tYSB9IGZyb20gJy4vZ2FtbWEudHMnO1xuXG5jb25zdCBnYW1tYSA9IG5ldyBHYW1tYSgzMSk7XG5jb25zdCByb3VuZHMgPSB7IGNvdW50OiAxMDAwIH07XG5cbi8qKiBFYWNoIGluIGFuIGVxdWFsIHBhcnQgb2YgdGhlIHR1cm5zLiAqL1xuZnVuY3Rpb24gbWl4KCk6IG51bWJlciB7XG4gIGxldCBzdW0gPSAwO1xuICBmb3IgKGxldCBpID0gMDsgaSA8IDU7IGkrKykgc3VtICs9IGFscGhhKHJvdW5kcyk7XG4gIGZvciAobGV0IGkgPSAwOyBpIDwgNTsgaSsrKSBzdW0gKz0gYmV0YShyb3VuZHMpO1xuICBmb3IgKGxldCBpID0gMDsgaSA8IDU7IGkrKykgc3VtICs9IGdhbW1hLnNwaW4ocm91bmRzKTtcbiAgcmV0dXJuIHN1bTtcbn1cblxubGV0IHN1bSA9IDA7XG5mb3IgKGxldCB0dXJuID0gMDsgdHVybiA8IE51bWJlcihwcm9jZXNzLmVudlsnVFVSTlMnXSA/PyA2MDAwKTsgdHVybisrKSBzdW0gKz0gbWl4KCk7XG5jb25zb2xlLmxvZyhzdW0pO1xuIl0sIm5hbWVzIjpbXSwic291cmNlUm9vdCI6IiJ9\n//# sourceURL=webpack-internal:///./src/main.ts\n\n}");

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
/******/ 	
/******/ 	// startup
/******/ 	// Load entry module and return exports
/******/ 	// This entry module can't be inlined because the eval-source-map devtool is used.
/******/ 	let __webpack_exports__ = __webpack_require__("./src/main.ts");
/******/ 	
/******/ })()
;