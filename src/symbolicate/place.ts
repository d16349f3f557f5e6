/** Paths and URLs of sources → the file names of the Report, and who owns them. Pure string work: no file is looked at. */
import type { Origin } from '../model/profile.ts';

/** An absolute path with `/`, from a path, a file URL or a bundler's URL. Bundlers' URLs are relative to the workspace. */
export function pathOfUrl(url: string): string {
  // A loader may add a query to a plain path too; a # there is a part of a folder's name.
  const plain = url.replace(/^[a-z][a-z0-9+.-]+:\/\//i.test(url) ? /[?#].*$/ : /\?.*$/, '');
  if (plain.startsWith('file://')) return safeDecode(plain.slice('file://'.length)).replace(/^\/([A-Za-z]:)/, '$1');
  // What stands before the third slash is the bundle's name, often empty.
  const bundled = /^(?:webpack|webpack-internal|rspack|ng|vite|turbopack):\/\/[^/]*\/(?:\.\/)?(.*)$/.exec(plain);
  if (bundled !== null) return bundled[1] ?? plain;
  return plain.replaceAll('\\', '/');
}

export function fileUrl(path: string): string {
  const forward = path.replaceAll('\\', '/');
  if (/^[a-z][a-z0-9+.-]+:/i.test(forward) && !/^[A-Za-z]:\//.test(forward)) return forward;
  return `file://${forward.startsWith('/') ? '' : '/'}${encodeURI(forward).replaceAll('#', '%23').replaceAll('?', '%3F')}`;
}

export function workspaceFile(path: string, workspaceRoot: string): string {
  const root = `${workspaceRoot.replaceAll('\\', '/').replace(/\/$/, '')}/`;
  return path.startsWith(root) ? path.slice(root.length) : path;
}

export function originOf(url: string, file: string): { readonly origin: Origin; readonly package?: string } {
  if (url.startsWith('node:') || url.startsWith('internal/')) return { origin: 'node' };
  if (url === '' || url.startsWith('wasm:')) return { origin: 'native' };
  // The innermost node_modules owns the file; pnpm and nested installs have several.
  const owner = /.*(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
  return owner === undefined ? { origin: 'app' } : { origin: 'dependency', package: owner };
}

/** A lone % in a file's name stays: source maps mix encoded folders with names as they are. */
function safeDecode(text: string): string {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      // Not UTF-8: two digits that happened to follow a %.
      return encoded;
    }
  });
}
