import express from 'express';
import Fastify from 'fastify';
import { matrices } from './matrices.js';

const app = Fastify();

app.get('/', async () => ({ name: 'matrices' }));

app.register(
  async (api) => {
    api.register(matrices, { prefix: '/matrices' });
    api.head('/ping', async (request, reply) => reply.send());
  },
  { prefix: '/api' },
);

// What @fastify/express does: an Express application of its own answers what Fastify has no route for.
app.decorate('express', express());
app.addHook('onRequest', (request, reply, next) => app.express(request.raw, reply.raw, next));
const legacy = express.Router();
legacy.get('/:id', (request, response) => response.end(JSON.stringify({ legacy: request.params.id })));
app.express.use('/legacy', legacy);

const address = await app.listen({ port: Number(process.env.PORT ?? 0), host: '127.0.0.1' });
console.log(`fastify-plugins-app listens on ${address}`);
