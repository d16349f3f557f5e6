/** Code that lies in no file: `eval` and `new Function`, the console, a page's blobs, what a browser or a debugger brings along. */

const schemes =
  /^(?:blob|data|about|debugger|devtools|chrome|chrome-extension|chrome-error|moz-extension|safari-extension|extensions|pptr|playwright|javascript):/i;
const names =
  /^(?:evalmachine\.|\[(?:eval|stdin|worker eval)|<|VM\d|REPL\d|eval at |anonymous$|__(?:puppeteer|playwright))/;

/** V8 writes so of a function made from text. */
export const unnamedScript = '<anonymous>';

export function isFileless(url: string): boolean {
  return schemes.test(url) || names.test(url);
}
