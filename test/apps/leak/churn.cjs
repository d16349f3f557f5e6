'use strict';

/** Allocates some 24 kB and drops them at once. */
module.exports = function churn(turn) {
  const rows = [];
  for (let i = 0; i < 400; i++) rows.push({ turn, i, odd: i % 2 === 1 });
  return rows.length;
};
