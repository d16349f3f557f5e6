/** Fastify announces each new instance on a diagnostics channel; a hook on it then sees every route as it is added. */
import { subscribe } from 'node:diagnostics_channel';

export interface FoundRoute {
  readonly method: string;
  readonly path: string;
  readonly framework: string;
  readonly handler: unknown;
}

interface FastifyInstance {
  addHook(name: 'onRoute', listener: (route: FastifyRoute) => void): unknown;
}

interface FastifyRoute {
  readonly method: string | readonly string[];
  readonly url: string;
  readonly handler: unknown;
}

export function watchFastify(): () => readonly FoundRoute[] {
  const found: FoundRoute[] = [];
  subscribe('fastify.initialization', (message) => {
    const { fastify } = message as { fastify: FastifyInstance };
    fastify.addHook('onRoute', ({ method, url, handler }) => {
      for (const each of [method].flat()) found.push({ method: each, path: url, framework: 'fastify', handler });
    });
  });
  return () => found;
}
