/**
 * A text that fits a regular expression, made along its parts: the least of what it asks for, in letters and digits where they fit. The
 * expression is never run: a foreign one can take for ever.
 */

/** Longer ones are of no use as a parameter. */
const mostCharacters = 1000;
const mostDepth = 50;
/** Tried first, in this order. */
const plain = Array.from('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~ ');

interface Range {
  readonly from: number;
  readonly to: number;
}

/** undefined for an expression that has more to it than texts are made of here: one that looks ahead or back, say. */
export function patternSample(pattern: string, { minLength = 0, maxLength = mostCharacters } = {}): string | undefined {
  const most = Math.min(maxLength, mostCharacters);
  // Parts that may come more than once do so, until the text is long enough.
  for (let more = 0; more <= Math.min(minLength, most); more++) {
    const text = new Reader(pattern, more).read();
    if (text === undefined || text.length > most) return undefined;
    if (text.length >= minLength) return text;
  }
  return undefined;
}

class Beyond extends Error {}

class Reader {
  readonly #text: string;
  readonly #more: number;
  #at = 0;
  #length = 0;

  constructor(text: string, more: number) {
    this.#text = text;
    this.#more = more;
  }

  read(): string | undefined {
    try {
      const text = this.#alternatives(0);
      return this.#at === this.#text.length ? text : undefined;
    } catch (error) {
      if (error instanceof Beyond) return undefined;
      throw error;
    }
  }

  /** The first of them that is not empty. */
  #alternatives(depth: number): string {
    if (depth > mostDepth) throw new Beyond();
    let chosen = this.#sequence(depth);
    while (this.#take('|')) {
      const other = this.#sequence(depth);
      if (chosen === '') chosen = other;
    }
    return chosen;
  }

  #sequence(depth: number): string {
    let text = '';
    while (this.#at < this.#text.length && !'|)'.includes(this.#text[this.#at] ?? '')) {
      const part = this.#atom(depth);
      const times = this.#times();
      this.#length += part.length * times;
      if (this.#length > mostCharacters * 10) throw new Beyond();
      text += part.repeat(times);
    }
    return text;
  }

  #atom(depth: number): string {
    const character = this.#text[this.#at++] ?? '';
    switch (character) {
      case '^':
      case '$':
        return '';
      case '.':
        return 'a';
      case '(':
        return this.#group(depth);
      case '[':
        return this.#characterClass();
      case '\\':
        return this.#escape();
      default:
        return character;
    }
  }

  #group(depth: number): string {
    const [opening = ''] = /^\?(?::|<(?![=!])[^>]*>)/.exec(this.#text.slice(this.#at, this.#at + 100)) ?? [];
    this.#at += opening.length;
    if (this.#text[this.#at] === '?') throw new Beyond();
    const text = this.#alternatives(depth + 1);
    if (!this.#take(')')) throw new Beyond();
    return text;
  }

  /** How often the part before comes: as often as it must, and once where it may come any number of times. */
  #times(): number {
    const [all = '', sign, low, comma, high] =
      /^(?:([?*+])|\{(\d{1,6})(,)?(\d{1,6})?\})[?+]?/.exec(this.#text.slice(this.#at, this.#at + 20)) ?? [];
    this.#at += all.length;
    if (all === '') return 1;
    if (sign === '?') return 0;
    if (sign !== undefined) return 1 + this.#more;
    const least = Number(low);
    const most = comma === undefined ? least : Number(high ?? Infinity);
    return Math.min(most, Math.max(least, 1) + this.#more);
  }

  #escape(): string {
    const letter = this.#text[this.#at++] ?? '';
    if (letter === 'b' || letter === 'B') return '';
    return firstIn(this.#escaped(letter), false);
  }

  /** What is behind the backslash, as the characters it stands for. */
  #escaped(letter: string): readonly Range[] {
    if (/[1-9k]/.test(letter)) throw new Beyond();
    if (letter === 'p' || letter === 'P') {
      const [all = '', name = ''] = /^\{([^}]{1,50})\}/.exec(this.#text.slice(this.#at, this.#at + 60)) ?? [];
      this.#at += all.length;
      return propertyRanges(letter === 'P', name);
    }
    const code = /^(?:x([0-9a-fA-F]{2})|u\{?([0-9a-fA-F]{1,6})\}?)/.exec(this.#text.slice(this.#at - 1, this.#at + 9));
    if (code !== null) {
      this.#at += code[0].length - 1;
      return single(String.fromCodePoint(Math.min(0x10ffff, parseInt(code[1] ?? code[2] ?? '0', 16))));
    }
    return named[letter] ?? single(letter);
  }

  #characterClass(): string {
    const negated = this.#take('^');
    const ranges: Range[] = [];
    while (this.#at < this.#text.length && this.#text[this.#at] !== ']') {
      const begin = this.#oneInClass();
      const isRange = this.#text[this.#at] === '-' && this.#text[this.#at + 1] !== ']';
      if (!isRange || begin.length !== 1 || begin[0]?.from !== begin[0]?.to) {
        ranges.push(...begin);
        continue;
      }
      this.#at += 1;
      const [end] = this.#oneInClass();
      ranges.push({ from: begin[0]?.from ?? 0, to: end?.to ?? 0 });
    }
    if (!this.#take(']')) throw new Beyond();
    return firstIn(ranges, negated);
  }

  #oneInClass(): readonly Range[] {
    const character = this.#text[this.#at++] ?? '';
    return character === '\\' ? this.#escaped(this.#text[this.#at++] ?? '') : single(character);
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }
}

function single(character: string): readonly Range[] {
  const code = character.codePointAt(0) ?? 0;
  return [{ from: code, to: code }];
}

function rangesOf(text: string): readonly Range[] {
  return [...text.matchAll(/(.)-(.)/gu)].map(([, from = '', to = '']) => ({
    from: from.codePointAt(0) ?? 0,
    to: to.codePointAt(0) ?? 0,
  }));
}

const named: Readonly<Record<string, readonly Range[]>> = {
  d: rangesOf('0-9'),
  w: rangesOf('a-zA-Z0-9_-_'),
  s: single(' '),
  D: rangesOf('a-z'),
  W: single('-'),
  S: rangesOf('a-zA-Z0-9'),
  t: single('\t'),
  n: single('\n'),
  r: single('\r'),
};

function propertyRanges(isNegated: boolean, name: string): readonly Range[] {
  if (/^(?:Lu|Uppercase)/.test(name)) return rangesOf(isNegated ? 'a-z' : 'A-Z');
  if (/^N|Digit/i.test(name)) return rangesOf(isNegated ? 'a-z' : '0-9');
  return isNegated ? rangesOf('0-9') : rangesOf('a-z');
}

function firstIn(ranges: readonly Range[], isNegated: boolean): string {
  const has = (character: string): boolean => {
    const code = character.charCodeAt(0);
    return ranges.some(({ from, to }) => code >= from && code <= to);
  };
  const found = plain.find((each) => has(each) !== isNegated);
  if (found !== undefined) return found;
  const [first] = ranges;
  if (isNegated || first === undefined) throw new Beyond();
  return String.fromCodePoint(first.from);
}
