'use strict';
const express = require('express4');
const { router: orders } = require('./orders.js');
const { timed } = require('./wrap.js');

const app = express();
const admin = express();
const audit = express();

app.use(express.json());
app.get('/', (request, response) => response.json({ name: 'express4' }));
app.get(
  '/about',
  timed((request, response) => response.json({ about: 'orders' })),
);
app.use('/shops/:shop', orders);

admin.get('/', (request, response) => response.json({ area: 'admin' }));
audit.get('/entries', (request, response) => response.json({ entries: [] }));
admin.use('/audit', audit);
app.use('/admin', admin);

const server = app.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  console.log(`express4 listens on http://127.0.0.1:${server.address().port}`);
});
