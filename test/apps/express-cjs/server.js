'use strict';
const express = require('express');
const api = require('./api.js');

const app = express();
app.use('/api', api);
app.get('/', (request, response) => response.json({ name: 'express-cjs' }));

const server = app.listen(Number(process.env.PORT ?? 0), '127.0.0.1', (error) => {
  if (error) throw error;
  console.log(`express-cjs listens on http://127.0.0.1:${server.address().port}`);
});
