"use strict";function e({count:t,seed:r=0}){let n=r;for(let e=0;e<t;e++)n=(31*n+e)%1000003;return n}Object.defineProperty(exports,"__esModule",{value:!0}),Object.defineProperty(exports,"alpha",{enumerable:!0,get:function(){return e}});
//# sourceMappingURL=alpha.js.map
