/** Paths and URLs of sources → the file names of the Report, and who owns them. Pure string work: no file is looked at. */
import type { Origin } from '../model/profile.ts';

/** An absolute path with `/`, from a path, a file URL or a bundler's URL. Bundlers' URLs are relative to the workspace. */
export function pathOfUrl(url: string): string {
  const plain = url.replace(/[?#].*$/, '');
  if (plain.startsWith('file://')) return safeDecode(plain.slice('file://'.length)).replace(/^\/([A-Za-z]:)/, '$1');
  const bundled = /^(?:webpack|webpack-internal|rspack|ng|vite|turbopack):\/\/\/?(?:[^/]*\/)?(?:\.\/)?(.*)$/.exec(
    plain,
  );
  if (bundled !== null) return bundled[1] ?? plain;
  return plain.replaceAll('\\', '/');
}

export function fileUrl(path: string): string {
  const forward = path.replaceAll('\\', '/');
  if (/^[a-z][a-z0-9+.-]+:/i.test(forward) && !/^[A-Za-z]:\//.test(forward)) return forward;
  return `file://${forward.startsWith('/') ? '' : '/'}${encodeURI(forward)}`;
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

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone % in a folder's name.
    return text;
  }
}
