"use strict";Object.defineProperty(exports,"__esModule",{value:!0}),Object.defineProperty(exports,"beta",{enumerable:!0,get:function(){return e}});let e=({count:e,seed:t=0})=>{let r=t;for(let t=0;t<e;t++)r=(31*r+t)%1000003;return r};
//# sourceMappingURL=beta.js.map
