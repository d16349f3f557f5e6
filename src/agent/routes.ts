/** Finds the routes a framework has registered, and where the handler of each stands. */
import type { Server } from 'node:net';
import type { AgentRoute, V8CallFrame } from '../model/agent-protocol.ts';
import { expressRoutes } from './express-routes.ts';
import type { FoundRoute } from './fastify-routes.ts';
import { inspectObject } from './inspect-object.ts';
import type { InspectorSession } from './session.ts';

export function listRoutes(
  session: InspectorSession,
  servers: readonly Server[],
  fastify: readonly FoundRoute[],
): readonly AgentRoute[] {
  const express = servers.flatMap((server) =>
    server.listeners('request').flatMap((listener) => expressRoutes(session, listener)),
  );
  return [...express, ...fastify].map(({ method, path, framework, handler }) => {
    const place = functionLocation(session, handler);
    return { method, path, framework, ...(place === undefined ? {} : { handler: place }) };
  });
}

/** V8's own answer to where a function was written: the internal property `[[FunctionLocation]]`. */
function functionLocation(session: InspectorSession, handler: unknown): V8CallFrame | undefined {
  if (typeof handler !== 'function') return undefined;
  const { internal } = inspectObject(session, handler);
  const location = internal.get('[[FunctionLocation]]')?.value as
    { scriptId: string; lineNumber: number; columnNumber: number } | undefined;
  if (location === undefined) return undefined;
  return { functionName: handler.name, url: '', ...location };
}
