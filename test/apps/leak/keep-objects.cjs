'use strict';
const ENTRIES = 80;
let newest;

/** Keeps 728 bytes for good: see README.md. */
module.exports = function keepObjects(turn) {
  newest = { older: newest, list: new Array(ENTRIES).fill(turn) };
  return newest.list.length;
};
