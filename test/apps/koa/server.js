import Koa from 'koa';
import { cities } from './cities.js';
import Router from '@koa/router';

const app = new Koa();
const api = new Router({ prefix: '/api' });
const health = new Router();

health.get('/health', (context) => {
  context.body = { ok: true };
});

api.use('/v1', cities.routes(), cities.allowedMethods());

app.use(async (context, next) => {
  context.set('x-served-by', 'koa');
  await next();
});
app.use(health.routes());
app.use(api.routes()).use(api.allowedMethods());

const server = app.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  console.log(`koa-app listens on http://127.0.0.1:${server.address().port}`);
});
