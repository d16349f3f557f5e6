import express, { type Express } from 'express';
import { cartRoutes } from './cart-routes.ts';
import { findProduct, listProducts, productPage, products } from './catalogue.ts';
import { topDeals } from './deals.ts';
import { facetsOf } from './facets.ts';
import { renderFeed } from './feed.ts';
import { formatPrice } from './pricing.ts';
import { search } from './search.ts';

export function createApp(): Express {
  const app = express();
  app.use(express.json({ limit: '20kb' }));

  app.get('/health', (_request, response) => {
    response.json({ status: 'ok' });
  });

  app.get('/products', (request, response) => {
    const page = Math.max(1, Number(request.query['page'] ?? 1) || 1);
    response.json({ page, total: products.length, products: listProducts(page) });
  });

  app.get('/products/:id', (request, response) => {
    const id = Number(request.params.id);
    if (findProduct(id) === undefined) {
      response.status(404).json({ error: 'no such product' });
      return;
    }
    response.json(productPage(id, formatPrice));
  });

  app.get('/search', (request, response) => {
    const query = request.query['q'];
    response.json({ results: search(products, typeof query === 'string' ? query : '') });
  });

  app.get('/facets', (_request, response) => {
    response.json({ facets: facetsOf(products) });
  });

  app.get('/deals', (_request, response) => {
    response.json({ deals: topDeals(6) });
  });

  app.get('/feed', (_request, response) => {
    response.type('json').send(renderFeed(products));
  });

  app.use(cartRoutes());
  return app;
}
