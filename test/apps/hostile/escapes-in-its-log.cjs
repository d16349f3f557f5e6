'use strict';

console.error('\x1b]0;pwned\x07\x1b[2J\x9b31m');
setTimeout(() => process.exit(3), 300);
