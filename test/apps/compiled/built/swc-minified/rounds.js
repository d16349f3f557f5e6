"use strict";Object.defineProperty(exports,"__esModule",{value:!0});
//# sourceMappingURL=rounds.js.map
