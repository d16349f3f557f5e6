import Router from '@koa/router';
import { shortestTour } from './tour.js';

const places = Array.from({ length: 24 }, (_, index) => ({
  id: index + 1,
  x: (index * 37) % 101,
  y: (index * 53) % 97,
}));

export const cities = new Router({ prefix: '/cities' });

const known = async (context, next) => {
  context.state.city = places.find(({ id }) => id === Number(context.params.id));
  if (context.state.city === undefined) context.throw(404);
  await next();
};

cities.get('/', (context) => {
  context.body = { cities: places };
});

cities.get('/:id', known, (context) => {
  context.body = { ...context.state.city, tour: shortestTour(places, context.state.city) };
});

cities.post('/', (context) => {
  context.status = 201;
});
