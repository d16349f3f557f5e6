'use strict';
console.log('never-listens waits for a database that is not there');
setInterval(() => {}, 1000);
