'use strict';

/** Express 4 does not look at what a handler returns. */
exports.wrap = (handler) => (request, response, next) => handler(request, response, next).catch(next);
