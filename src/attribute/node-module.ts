/** Node.js's own files → the module that a developer knows: `node:_http_outgoing` → `http`, `node:internal/fs/promises` → `fs`. */

/** Names inside Node.js of what has another outside (github.com/nodejs/node, lib/internal). */
const outside: Readonly<Record<string, string>> = {
  streams: 'stream',
  stream_base_commons: 'stream',
  modules: 'module',
  event_target: 'events',
  js_stream_socket: 'net',
  webstreams: 'stream/web',
  main: 'module',
};

export function nodeModuleOf(file: string): string {
  const path = file.replace(/^node:/, '');
  const hidden = /^_([a-z0-9]+)_/.exec(path)?.[1];
  if (hidden !== undefined) return hidden;
  const inside = /^internal\/(?:deps\/)?([^/]+)/.exec(path)?.[1];
  return inside === undefined ? path : (outside[inside] ?? inside);
}
