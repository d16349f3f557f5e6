/** JSON in which placeholders stand for values: `{ "id": {{id}} }`. Text again once each of them is held by a text of its own. */

const held = 'leanscope-placeholder-';
const heldText = new RegExp(`"\\{\\{${held}(\\d+)\\}\\}"`, 'g');

export interface HeldJson {
  readonly text: string;
  /** Puts the placeholders back into JSON that was made of it. */
  back(text: string): string;
}

/** undefined where no placeholder stands outside of a text. The time grows with the length of the text. */
export function heldJson(text: string): HeldJson | undefined {
  if (text.includes(held)) return undefined;
  const all: string[] = [];
  const parts: string[] = [];
  let begin = 0;
  let inText = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') inText = !inText;
    else if (inText) at += character === '\\' ? 1 : 0;
    else if (character === '{' || character === '$') {
      const end = placeholderEnd(text, at);
      if (end === undefined) continue;
      parts.push(text.slice(begin, at), `"{{${held}${all.push(text.slice(at, end)) - 1}}}"`);
      begin = end;
      at = end - 1;
    }
  }
  if (all.length === 0) return undefined;
  return {
    text: [...parts, text.slice(begin)].join(''),
    back: (made) => made.replace(heldText, (_all, number: string) => all[Number(number)] ?? ''),
  };
}

/** Longer ones are none. */
const mostCharacters = 200;

function placeholderEnd(text: string, at: number): number | undefined {
  const found = /^(?:\{\{[^{}"]*\}\}|\$\{env:\w+\})/.exec(text.slice(at, at + mostCharacters));
  return found === null ? undefined : at + found[0].length;
}
