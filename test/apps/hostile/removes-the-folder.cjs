'use strict';
const { serve } = require('./hostile.cjs');

const { LEANSCOPE_SOCKET: path } = process.env;
serve();
if (path)
  setTimeout(
    () => require('node:fs').rmSync(require('node:path').dirname(path), { recursive: true, force: true }),
    1000,
  );
