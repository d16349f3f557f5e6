/** Offsets in a text (UTF-16 code units) ↔ 1-based lines and columns, with the line ends that V8 counts. */

export interface LineTable {
  readonly length: number;
  offset(position: { readonly line: number; readonly column: number }): number;
  position(offset: number): { readonly line: number; readonly column: number };
}

export function lineTable(text: string): LineTable {
  // ECMAScript's line terminators: LF, CR, CRLF as one, LS and PS.
  const starts = [0];
  for (const match of text.matchAll(/\r\n|[\n\r\u2028\u2029]/g)) starts.push(match.index + match[0].length);
  return {
    length: text.length,
    offset: ({ line, column }) => (starts[line - 1] ?? text.length) + column - 1,
    position: (offset) => {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
    },
  };
}
