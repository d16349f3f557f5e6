import { determinant } from './determinant.js';

const known = Array.from({ length: 8 }, (_, index) => ({ id: index + 1, seed: index * 7 + 3 }));

export async function matrices(app) {
  app.get('/', async () => ({ matrices: known }));

  app.get('/:id', async (request, reply) => {
    const matrix = known.find(({ id }) => id === Number(request.params.id));
    if (matrix === undefined) return reply.code(404).send({ error: 'no such matrix' });
    return { ...matrix, determinant: determinant(160, matrix.seed) };
  });
}
