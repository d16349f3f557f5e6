'use strict';
function readSettings() {
  throw new Error('DATABASE_URL is not set');
}
readSettings();
