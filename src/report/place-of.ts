/** A place in the source, as it is shown. */
import { plain } from '../model/plain-text.ts';

export function placeOf({ file, line }: { readonly file?: string; readonly line?: number }): string {
  if (file === undefined || file === '') return '';
  return plain(line === undefined ? file : `${file}:${line}`);
}
