'use strict';
const { serve } = require('./hostile.cjs');

for (const each of [Object, Array, Function, Promise, Map, JSON, Math, Date, Error]) {
  Object.freeze(each);
  if (each.prototype) Object.freeze(each.prototype);
}
serve();
