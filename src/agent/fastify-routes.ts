/** Fastify announces each new instance on a diagnostics channel; a hook on it then sees every route as it is added. */
import { subscribe } from 'node:diagnostics_channel';
import type { Server } from 'node:net';
import type { FoundRoute } from './found-route.ts';

interface FastifyInstance {
  readonly server: Server;
  addHook(name: 'onRoute', listener: (route: FastifyRoute) => void): unknown;
  addHook(name: 'onRegister', listener: (plugin: object) => void): unknown;
}

interface FastifyRoute {
  readonly method: string | readonly string[];
  readonly url: string;
  readonly handler: unknown;
}

export interface Announced {
  readonly routes: () => readonly FoundRoute[];
  /** Request listeners behind which these routes are: nothing else needs to be looked for there. */
  readonly listeners: () => readonly unknown[];
  /** Applications and their plugins, in which others may be mounted. */
  readonly instances: () => readonly object[];
}

export function watchFastify(): Announced {
  const found: FoundRoute[] = [];
  const instances: FastifyInstance[] = [];
  const plugins: object[] = [];
  subscribe('fastify.initialization', (message) => {
    const { fastify } = message as { fastify: FastifyInstance };
    instances.push(fastify);
    fastify.addHook('onRoute', ({ method, url, handler }) => {
      for (const each of [method].flat()) found.push({ method: each, path: url, framework: 'fastify', handler });
    });
    fastify.addHook('onRegister', (plugin) => void plugins.push(plugin));
  });
  return {
    routes: () => found,
    listeners: () => instances.flatMap(({ server }) => server.listeners('request')),
    instances: () => [...instances, ...plugins],
  };
}
