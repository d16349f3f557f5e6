'use strict';
console.error('row 7 of the import is malformed');
process.exit(3);
