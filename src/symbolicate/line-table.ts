/** Offsets in a text (UTF-16 code units) ↔ 1-based lines and columns, with the line ends that V8 counts. */

export interface LineTable {
  readonly length: number;
  /** Of lines. */
  readonly count: number;
  offset(position: { readonly line: number; readonly column: number }): number;
  position(offset: number): { readonly line: number; readonly column: number };
}

export function lineTable(text: string): LineTable {
  const starts = startsOf(text);
  return {
    length: text.length,
    count: starts.length,
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

/** ECMAScript's line terminators: LF, CR, CRLF as one, LS and PS. Not by a regular expression: that makes an object a line. */
function startsOf(text: string): readonly number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const ends =
      code === 0x0a || code === 0x2028 || code === 0x2029 || (code === 0x0d && text.charCodeAt(i + 1) !== 0x0a);
    if (ends) starts.push(i + 1);
  }
  return starts;
}
