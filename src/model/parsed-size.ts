/**
 * How much memory the value of a JSON text takes, told from the text: a file of 100 MB that holds nothing but `{}` becomes 4 GB, so that
 * a limit on its length alone is none.
 */

/** In a packed array of V8's an element takes 8 bytes, an empty object or array with what belongs to it some 60, a text its head. */
const bytesOfMark: Readonly<Record<string, number>> = { '{': 80, '[': 80, ',': 8, '"': 16 };

const costs = new Uint8Array(128);
for (const [mark, bytes] of Object.entries(bytesOfMark)) costs[mark.charCodeAt(0)] = bytes;

/** No file that people exchange for these purposes needs more; and with the text itself and what is made of it one stays below 1 GB. */
const mostBytes = 256 * 1024 * 1024;

/**
 * Whether reading it takes more memory than any file that is meant. Marks within texts are counted too: that is wrong on the safe side,
 * and of no matter in files that are not almost all marks.
 */
export function isTooMuchJson(text: string): boolean {
  let bytes = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 128) bytes += costs[code] ?? 0;
  }
  return bytes > mostBytes;
}

export const tooMuchJson = 'it holds more values than can be read';
