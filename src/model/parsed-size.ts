/**
 * How much memory the value of a JSON text takes, told from the text: a file of 100 MB that holds nothing but `{}` becomes 4 GB, so that
 * a limit on its length alone is none.
 */

/** In a packed array of V8's an element takes 8 bytes, an empty object or array some 60, a short text 24. */
const bytesOfMark: Readonly<Record<string, number>> = { '{': 80, '[': 80, ',': 8, '"': 32 };

const costs = new Uint8Array(128);
for (const [mark, bytes] of Object.entries(bytesOfMark)) costs[mark.charCodeAt(0)] = bytes;

/** No file that people exchange for these purposes needs more; and with the text itself and what is made of it one stays below 1 GB. */
const mostBytes = 256 * 1024 * 1024;

/** Whether reading it takes more memory than any file that is meant. What is no JSON may be told so too. */
export function isTooMuchJson(text: string): boolean {
  let bytes = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 128) bytes += costs[code] ?? 0;
    if (code === quote) at = endOfText(text, at);
  }
  return bytes > mostBytes;
}

const quote = 0x22;
const backslash = 0x5c;

/** Where the text that begins at `from` ends: what stands in it takes no more than its length. */
function endOfText(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return at;
    if (code === backslash) at++;
  }
  return text.length;
}

export const tooMuchJson = 'it holds more values than can be read';
