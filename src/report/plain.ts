/** Names, paths and log lines come from the measured application: here they lose what a terminal or a table would obey. */

/** Control characters, line separators and direction overrides become a visible stand-in. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}

export function placeOf({ file, line }: { readonly file?: string; readonly line?: number }): string {
  if (file === undefined || file === '') return '';
  return plain(line === undefined ? file : `${file}:${line}`);
}
