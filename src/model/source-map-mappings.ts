/**
 * Whether every number in a source map's mappings (ECMA-426, "Mappings grammar": base64 VLQ) leads somewhere. Nothing is kept of them.
 * A name that is not there is none: some tools empty the list of names and leave the mappings as they are.
 */

/** Lines and columns of texts that can be held. */
const largest = 2 ** 29;

const noDigit = 255;
const digits = new Uint8Array(128).fill(noDigit);
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
for (let i = 0; i < alphabet.length; i++) digits[alphabet.charCodeAt(i)] = i;
const comma = ','.charCodeAt(0);
const semicolon = ';'.charCodeAt(0);

/** In words what is wrong, for a map with so many sources; undefined for nothing. */
export function checkMappings(mappings: string, sources: number): string | undefined {
  // Generated column, source, original line, original column, name: each but the first goes on from the segment before.
  const at = [0, 0, 0, 0, 0];
  let field = 0;
  let value = 0;
  let shift = 0;
  let line = 1;
  for (let i = 0; i <= mappings.length; i++) {
    const code = i === mappings.length ? semicolon : mappings.charCodeAt(i);
    if (code === comma || code === semicolon) {
      const problem = shift > 0 ? 'ends in the middle of a number' : problemOf(at, field, sources);
      if (problem !== undefined) return `in line ${line} of the compiled text a mapping ${problem}`;
      if (code === semicolon) {
        at[0] = 0;
        line += 1;
      }
      field = 0;
      continue;
    }
    const digit = digits[code] ?? noDigit;
    if (digit === noDigit) return `its "mappings" hold a character that stands for no number (line ${line})`;
    if (shift > 30 || field > 4) return `in line ${line} of the compiled text a mapping has too many digits`;
    value += (digit & 31) * 2 ** shift;
    if ((digit & 32) !== 0) {
      shift += 5;
      continue;
    }
    at[field] = (at[field] ?? 0) + (value % 2 === 1 ? -Math.floor(value / 2) : value / 2);
    field += 1;
    value = 0;
    shift = 0;
  }
  return undefined;
}

function problemOf(at: readonly number[], fields: number, sources: number): string | undefined {
  const [column = 0, source = 0, line = 0, originalColumn = 0] = at;
  if (fields === 0) return undefined;
  if (fields !== 1 && fields < 4) return `has ${fields} numbers`;
  if (column < 0 || column > largest) return 'has no column';
  if (fields === 1) return undefined;
  if (source < 0 || source >= sources) return `names source ${source + 1} of ${sources}`;
  return line < 0 || line > largest || originalColumn < 0 || originalColumn > largest ? 'leads to no place' : undefined;
}
