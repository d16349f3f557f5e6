/** URLs of scripts and sources ↔ paths, as V8, source maps and bundlers write them. No file is looked at. */

/** An absolute path with `/`, from a path, a file URL or a bundler's URL. Bundlers' URLs are relative to the workspace. */
export function pathOfUrl(url: string): string {
  // A loader may add a query to a plain path too; a # there is a part of a folder's name.
  const plain = url.replace(/^[a-z][a-z0-9+.-]+:\/\//i.test(url) ? /[?#].*$/ : /\?.*$/, '');
  if (plain.startsWith('file://')) return safeDecode(plain.slice('file://'.length)).replace(/^\/([A-Za-z]:)/, '$1');
  // What stands before the third slash is the bundle's name, often empty.
  const bundled = /^(?:webpack|webpack-internal|rspack|ng|vite|turbopack):\/\/[^/]*\/(?:\.\/)?(.*)$/.exec(plain);
  // Turbopack writes the workspace as a folder of that name.
  if (bundled !== null) return (bundled[1] ?? plain).replace(/^\[project\]\//, '');
  return plain.replaceAll('\\', '/');
}

/** Folder of the installed package whose file a path is: of several node_modules in it the innermost counts. */
export function packageFolder(path: string): string | undefined {
  return /^(.*(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
}

/** Whether it is a file of an installed package. */
export function inPackages(path: string): boolean {
  return /(?:^|\/)node_modules\//.test(path);
}

export function fileUrl(path: string): string {
  const forward = path.replaceAll('\\', '/');
  if (/^[a-z][a-z0-9+.-]+:/i.test(forward) && !/^[A-Za-z]:\//.test(forward)) return forward;
  return `file://${forward.startsWith('/') ? '' : '/'}${encodeURI(forward).replaceAll('#', '%23').replaceAll('?', '%3F')}`;
}

/** A lone % in a file's name stays: source maps mix encoded folders with names as they are. */
function safeDecode(text: string): string {
  if (!text.includes('%')) return text;
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      // Not UTF-8: two digits that happened to follow a %.
      return encoded;
    }
  });
}
