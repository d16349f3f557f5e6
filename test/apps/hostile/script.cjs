'use strict';

let sum = 0;
for (let i = 0; i < 2e8; i++) sum += i % 7;
console.log(sum);
