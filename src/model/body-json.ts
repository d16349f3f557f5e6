/** JSON in the text of a body: of a request that somebody wrote, or of an answer. */

/** Nobody nests deeper; code that walks a value calls itself for each level. */
const deepest = 200;

/** Undefined for what is no JSON, and for what is nested deeper than a walk through it may go. */
export function bodyJson(text: string): unknown {
  if (isDeep(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Counts brackets outside of texts, character by character: bodies may be long, and are many. */
function isDeep(text: string): boolean {
  let [depth, inText] = [0, false];
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '\\') at++;
    else if (character === '"') inText = !inText;
    else if (!inText && (character === '[' || character === '{') && ++depth > deepest) return true;
    else if (!inText && (character === ']' || character === '}')) depth--;
  }
  return false;
}
