import { Router } from 'express';
import { addToCart, cartView, findCart, subtotalCents } from './cart.ts';
import { findProduct } from './catalogue.ts';
import { placeOrder } from './checkout.ts';
import { inStock } from './stock.ts';

interface NewItem {
  readonly cartId: string;
  readonly productId: number;
  readonly quantity: number;
}

interface NewOrder {
  readonly cartId: string;
  readonly email: string;
}

export function cartRoutes(): Router {
  const router = Router();

  router.post('/cart/items', (request, response) => {
    const { cartId, productId, quantity = 1 } = (request.body ?? {}) as Partial<NewItem>;
    const product = findProduct(Number(productId));
    if (cartId === undefined || product === undefined || !(quantity >= 1)) {
      response.status(400).json({ error: 'cartId, productId and quantity are needed' });
      return;
    }
    const cart = inStock(product.sku) >= quantity ? addToCart(cartId, product.id, quantity) : undefined;
    if (cart === undefined) {
      response.status(409).json({ error: 'out of stock, or the cart is full' });
      return;
    }
    response.status(201).json({ cartId, lines: cart.size, subtotalCents: subtotalCents(cart) });
  });

  router.get('/cart/:id', (request, response) => {
    const cart = findCart(request.params.id);
    if (cart === undefined) {
      response.status(404).json({ error: 'no such cart' });
      return;
    }
    response.json(cartView(request.params.id, cart));
  });

  router.post('/checkout', (request, response) => {
    const { cartId, email } = (request.body ?? {}) as Partial<NewOrder>;
    const cart = cartId === undefined ? undefined : findCart(cartId);
    if (cart === undefined || email === undefined) {
      response.status(400).json({ error: 'a known cartId and an email are needed' });
      return;
    }
    response.status(201).json(placeOrder(cart, email));
  });

  return router;
}
