import { createApp } from './app.ts';
import { openSavedCarts } from './cart.ts';
import { loadPromotions } from './deals.ts';

loadPromotions();
openSavedCarts();

const port = Number(process.env['PORT'] ?? 3000);
const server = createApp().listen(port, '127.0.0.1', (error) => {
  if (error !== undefined) throw error;
  const address = server.address();
  if (address !== null && typeof address === 'object') console.log(`shop listens on http://127.0.0.1:${address.port}`);
});
