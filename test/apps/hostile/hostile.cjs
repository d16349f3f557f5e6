'use strict';
const http = require('node:http');

/** What a child that should not outlive its parent sleeps for: the number tells whose it is. */
exports.seconds = process.env.SIEGE_SLEEP ?? '600';

exports.serve = (handle = (_request, response) => response.end('ok')) =>
  http.createServer(handle).listen(0, '127.0.0.1');
