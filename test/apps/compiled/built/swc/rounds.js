/** Gone after compilation: what follows it in a file stands on another line of the compiled text. */ "use strict";
Object.defineProperty(exports, "__esModule", {
    value: true
});

//# sourceMappingURL=rounds.js.map
