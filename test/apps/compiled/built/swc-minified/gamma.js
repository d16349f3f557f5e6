"use strict";Object.defineProperty(exports,"__esModule",{value:!0}),Object.defineProperty(exports,"Gamma",{enumerable:!0,get:function(){return t}});class e{}class t extends e{#e;constructor(e){super(),this.#e=e}spin({count:e,seed:t=0}){let r=t;for(let t=0;t<e;t++)r=(r*this.#e+t)%1000003;return r}}
//# sourceMappingURL=gamma.js.map
