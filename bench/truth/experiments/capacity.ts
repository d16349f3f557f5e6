import { apps, predict, saturate } from '../../saturation.ts';
import { onPath } from '../../../test/host/process.ts';
import { CannotTell, type Experiment } from '../experiment.ts';

/** Of those whose requests cost the same from turn to turn; what wrk reaches of the others differs by more than the bound. */
const tried = apps.filter(({ name }) => name === 'kernels' || name === 'fastify');

export const capacity: Experiment = {
  claims: [
    {
      name: 'capacity',
      sentence: 'Requests per second per core, predicted from CPU per request, are within 5 % of what wrk reaches.',
      hypothesis: { of: 'mean', high: 5 },
      unit: ' %',
    },
  ],
  replicate:
    'A run of 12 s, then three turns of 2 s of wrk on a new start: the kernels and the Fastify application in turn.',
  leastSeconds: 35,
  fewest: 5,
  weight: 3.5,
  needsSteadyPace: true,
  open() {
    if (onPath('wrk') === undefined)
      throw new CannotTell('wrk is not installed here: apt-get install wrk (Debian, Ubuntu), or brew install wrk');
    return Promise.resolve({
      async replicate(turn) {
        const app = tried[turn % tried.length];
        if (app === undefined) throw new Error('no application to try');
        const predicted = await predict(app, 12);
        const reached = (await saturate(app)).map(({ perCore }) => perCore).sort((a, b) => a - b);
        return { capacity: 100 * Math.abs(predicted / (reached[reached.length >> 1] ?? NaN) - 1) };
      },
      close: () => Promise.resolve(),
    });
  },
};
