'use strict';
// Ends by itself after a second.
setTimeout(() => console.log('the queue is empty'), 1_000);
