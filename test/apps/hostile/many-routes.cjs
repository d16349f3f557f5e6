'use strict';
const { serve } = require('./hostile.cjs');

serve((request, response) => response.end(request.url.repeat(100)));
for (let i = 0; i < 5; i++) serve();
