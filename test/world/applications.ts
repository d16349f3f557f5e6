/**
 * Applications that other people have written, from npm, started as their README says. They are installed on demand into the
 * cache folder (LEANSCOPE_CACHE, else ~/.cache/leanscope), pinned, and are no dependency of this project.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '../host/cache.ts';
import { installAside } from '../host/install/packages.ts';

export interface Application {
  /** Pinned. A generated application finds its packages in the folder above its own. */
  readonly packages: readonly string[];
  /** The package's own command that writes a new application into `app`. */
  readonly generate?: readonly [program: string, ...args: string[]];
  readonly files?: Readonly<Record<string, string>>;
  /** On a port that is free, where it is not told one by its environment. */
  readonly command: (port: number) => readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Each with the file of its handler, where one is registered for it. */
  readonly routes: readonly (readonly [route: string, file?: string])[];
}

const page = '<!doctype html><title>Hello</title><p>Hello, world.\n';

/** Measured in every run of the tests: quick to install. */
export const quickApplications: Readonly<Record<string, Application>> = {
  'an application of express-generator': {
    packages: [
      ...['express-generator@4.16.1', 'express@4.16.4', 'pug@2.0.0-beta11', 'cookie-parser@1.4.7', 'debug@2.6.9'],
      ...['http-errors@1.6.3', 'morgan@1.9.1'],
    ],
    generate: ['express', '--view=pug', 'app'],
    command: () => ['npm', 'start'],
    env: { PORT: '0' },
    routes: [
      ['GET /', 'routes/index.js'],
      ['GET /users', 'routes/users.js'],
    ],
  },
  'an application of fastify-cli': {
    packages: [
      ...['fastify-cli@8.0.2', 'fastify@5.12.8', 'fastify-plugin@6.0.1', '@fastify/autoload@6.5.0'],
      '@fastify/sensible@6.0.6',
    ],
    generate: ['fastify', 'generate', 'app'],
    command: () => ['npm', 'start'],
    env: { PORT: '0' },
    routes: [
      ['GET /', 'routes/root.js'],
      ['GET /example', 'routes/example/index.js'],
    ],
  },
  'json-server': {
    packages: ['json-server@0.17.4'],
    files: {
      'app/db.json': JSON.stringify({
        posts: [{ id: 1, title: 'json-server', author: 'typicode' }],
        comments: [{ id: 1, body: 'some comment', postId: 1 }],
        profile: { name: 'typicode' },
      }),
    },
    command: (port) => ['npx', 'json-server', '--watch', 'db.json', '--port', String(port)],
    routes: [
      ['GET /posts', 'plural.js'],
      ['GET /posts/:id', 'plural.js'],
      ['GET /profile', 'singular.js'],
    ],
  },
  'a PeerJS server': {
    packages: ['peer@1.0.2'],
    command: (port) => ['npx', 'peerjs', '--port', String(port), '--key', 'peerjs', '--path', '/'],
    routes: [['GET /', 'api/index'], ['GET /:key/id']],
  },
};

/** Measured too with LEANSCOPE_APPLICATIONS=all; figures in bench/README.md. */
export const moreApplications: Readonly<Record<string, Application>> = {
  'http-server': {
    packages: ['http-server@14.1.1'],
    files: { 'app/public/index.html': page },
    command: (port) => ['npx', 'http-server', './public', '-p', String(port)],
    routes: [['GET /']],
  },
  serve: {
    packages: ['serve@14.2.7'],
    files: { 'app/public/index.html': page },
    command: (port) => ['npx', 'serve', 'public', '-l', String(port)],
    routes: [['GET /']],
  },
  'local-web-server': {
    packages: ['local-web-server@5.4.0'],
    files: { 'app/public/index.html': page },
    command: (port) => ['npx', 'ws', '--directory', 'public', '--port', String(port)],
    routes: [['GET /']],
  },
  'Eleventy, serving': {
    packages: ['@11ty/eleventy@3.1.8'],
    files: { 'app/index.md': '# Hello\n' },
    command: (port) => ['npx', 'eleventy', '--serve', `--port=${port}`],
    routes: [['GET /']],
  },
  "hapi's first example": {
    packages: ['@hapi/hapi@21.4.10'],
    files: {
      'app/index.js': `'use strict';
const Hapi = require('@hapi/hapi');
const init = async () => {
  const server = Hapi.server({ port: 0, host: 'localhost' });
  server.route({ method: 'GET', path: '/', handler: () => 'Hello World!' });
  await server.start();
};
init();
`,
    },
    command: () => ['node', 'index.js'],
    routes: [['GET /', 'index.js']],
  },
  'Node-RED': {
    packages: ['node-red@4.1.15'],
    command: (port) => ['npx', 'node-red', '--port', String(port), '--userDir', 'data'],
    routes: [['GET /flows'], ['GET /nodes'], ['GET /settings']],
  },
};

const run = promisify(execFile);

/** The folder of the application, installed and written if need be. */
export async function install(name: string, { packages, generate, files = {} }: Application): Promise<string> {
  const folder = join(cacheFolder, 'applications', name.replaceAll(/\W+/g, '-'));
  if (!existsSync(join(folder, 'node_modules'))) await installAside(folder, packages, process.env);
  const app = join(folder, 'app');
  if (existsSync(join(app, '.written'))) return app;
  await rm(app, { recursive: true, force: true });
  if (generate === undefined) await mkdir(app);
  else {
    const [program, ...args] = generate;
    await run(join(folder, 'node_modules', '.bin', program), args, { cwd: folder });
  }
  for (const [file, text] of Object.entries(files)) {
    await mkdir(join(folder, file, '..'), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  await writeFile(join(app, '.written'), '');
  return app;
}
