'use strict';

/** Used once only, so that nothing else tells what is wrapped. */
exports.timed = (answer) =>
  function timed(...args) {
    args[1].set('x-began', String(Date.now()));
    return answer(...args);
  };

/** Express 4 does not look at what a handler returns. */
exports.wrap = (handler) => (request, response, next) => handler(request, response, next).catch(next);
