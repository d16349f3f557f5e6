import Fastify from 'fastify';
import { countPrimes } from './primes.mjs';

const app = Fastify();

app.get('/', async () => ({ name: 'primes' }));

app.get('/primes', async () => ({ below: 40_000, count: countPrimes(40_000) }));

app.get('/numbers/:number', async (request, reply) => {
  const number = Number(request.params.number);
  if (!Number.isInteger(number)) return reply.code(400).send({ error: 'not a whole number' });
  return { number, even: number % 2 === 0 };
});

const address = await app.listen({ port: Number(process.env.PORT ?? 0), host: '127.0.0.1' });
console.log(`fastify-app listens on ${address}`);
