'use strict';

exports.checksum = function checksum(text, rounds) {
  let sum = 1;
  for (let round = 0; round < rounds; round++) {
    for (let at = 0; at < text.length; at++) sum = (sum * 33 + text.charCodeAt(at)) % 1_000_003;
  }
  return sum;
};
