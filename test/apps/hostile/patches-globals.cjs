'use strict';
const { serve } = require('./hostile.cjs');

JSON.stringify = () => 'patched';
JSON.parse = () => ({});
Array.prototype.map = () => [];
Object.defineProperty(Object.prototype, 'extra', { value: 'polluted', enumerable: true });
serve();
