/** JSON in the body of a request or of an answer. */
import { deepest } from './nesting.ts';

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
