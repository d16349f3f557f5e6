/** Paths of sources → the file names of the Report, and who owns them. Pure string work: no file is looked at. */
import type { Origin } from '../model/profile.ts';

export function workspaceFile(path: string, workspaceRoot: string): string {
  const root = `${workspaceRoot.replaceAll('\\', '/').replace(/\/$/, '')}/`;
  return path.startsWith(root) ? path.slice(root.length) : path;
}

export function originOf(url: string, file: string): { readonly origin: Origin; readonly package?: string } {
  if (url.startsWith('node:') || url.startsWith('internal/')) return { origin: 'node' };
  if (url === '' || url.startsWith('wasm:')) return { origin: 'native' };
  // The innermost node_modules owns the file; pnpm and nested installs have several.
  const owner = file.includes('node_modules/')
    ? /.*(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]
    : undefined;
  const name = owner ?? bundlerOf(file);
  return name === undefined ? { origin: 'app' } : { origin: 'dependency', package: name };
}

/** Bundlers give the code that they add themselves names of no file: `[turbopack]/nodejs/runtime.ts`, `webpack/bootstrap`. */
function bundlerOf(file: string): string | undefined {
  return (
    /^\[(turbopack|externals|next)\]\//.exec(file)?.[1] ??
    /^(webpack)\/(?:bootstrap|runtime|startup)[^.]*$/.exec(file)?.[1]
  );
}
