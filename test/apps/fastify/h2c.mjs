/** Speaks HTTP/2 only, and without TLS, as behind a proxy that ends it. */
import Fastify from 'fastify';
import { countPrimes } from './primes.mjs';

const app = Fastify({ http2: true });

app.get('/', async () => ({ name: 'primes' }));

app.get('/primes', async () => ({ below: 20_000, count: countPrimes(20_000) }));

const address = await app.listen({ port: Number(process.env.PORT ?? 0), host: '127.0.0.1' });
console.log(`h2c listens on ${address}`);
