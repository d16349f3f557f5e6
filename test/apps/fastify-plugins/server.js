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

const address = await app.listen({ port: Number(process.env.PORT ?? 0), host: '127.0.0.1' });
console.log(`fastify-plugins-app listens on ${address}`);
