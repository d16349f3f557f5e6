'use strict';
const { Router } = require('express4');
const { checksum } = require('./checksum.js');
const { wrap } = require('./wrap.js');

const orders = Array.from({ length: 30 }, (_, index) => ({ id: `order-${index + 1}`, lines: index + 3 }));
const router = Router({ mergeParams: true });

class OrderController {
  constructor(known) {
    this.known = known;
  }

  one(request, response) {
    const order = this.known.find(({ id }) => id === request.params.id);
    if (order === undefined) return response.status(404).json({ error: 'no such order' });
    return response.json({ ...order, checksum: checksum(order.id, 60_000) });
  }
}

const controller = new OrderController(orders);

router.get(
  '/orders',
  wrap(async (request, response) => response.json({ shop: request.params.shop, orders })),
);
router.get(
  '/lines',
  wrap(async (request, response) => {
    const lines = orders.reduce((sum, order) => sum + order.lines, 0);
    response.json({ lines });
  }),
);
router
  .route('/orders/:id')
  .get(controller.one.bind(controller))
  .put((request, response) => response.status(204).end());

module.exports = { router };
