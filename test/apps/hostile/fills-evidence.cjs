'use strict';
const { serve } = require('./hostile.cjs');

const { LEANSCOPE_EVIDENCE: folder } = process.env;
serve();
if (folder) {
  require('node:fs').writeFileSync(`${folder}/1-1.json`, '{');
  require('node:fs').writeFileSync(`${folder}/descendants`, '1 1\nnonsense\n');
}
