/** Text in URLs, of files that may hold anything: what is an error for the functions of the language has a text here. */

/** `encodeURIComponent`; half of a character becomes the sign for one that is not known. */
export function encodeText(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'));
}

/** `decodeURIComponent`; what is not encoded right stays as it stands. */
export function decodeText(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
