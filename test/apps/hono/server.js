import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { texts } from './texts.js';

const app = new Hono();

app.use(async (context, next) => {
  await next();
  context.header('x-served-by', 'hono');
});
app.get('/', (context) => context.json({ name: 'hono-app' }));
app.route('/texts', texts);

const legacy = new Hono();
legacy.get('/', (context) => context.text('as it was'));
legacy.get('/words', (context) => context.text('words'));
app.mount('/legacy', legacy.fetch);

serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 0), hostname: '127.0.0.1' }, ({ port }) => {
  console.log(`hono-app listens on http://127.0.0.1:${port}`);
});
