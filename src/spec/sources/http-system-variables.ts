/** The REST clients' own variables, in our words: https://github.com/Huachao/vscode-restclient#system-variables and JetBrains' dynamic variables. */

export interface SystemOptions {
  /** Of the file and its environment. */
  readonly known: ReadonlyMap<string, string>;
  readonly dotenv: Readonly<Record<string, string>>;
  /** Gives the value back. */
  readonly keep: (name: string, value: string) => string;
}

/** undefined for one that is not known, or whose value cannot be made while requests are sent. */
export function systemVariable(text: string, options: SystemOptions): string | undefined {
  const [name = '', ...words] = text.split(/\s+/);
  switch (name) {
    case '$uuid':
    case '$guid':
    case '$random.uuid':
      return words.length === 0 ? '{{$uuid}}' : undefined;
    case '$randomInt':
      return words.length === 0 || words.every((word) => /^-?\d+$/.test(word)) ? `{{${text}}}` : undefined;
    case '$timestamp':
      return moment('$timestamp', words);
    case '$isoTimestamp':
      return moment('$isoTimestamp', words);
    case '$datetime':
      return /^(?:iso8601)?$/.test(words[0] ?? '') ? moment('$isoTimestamp', words.slice(1)) : undefined;
    case '$processEnv':
      return fromEnvironment(words, options.known);
    case '$dotenv':
      return fromDotenv(words, options);
    default:
      return /^\$env\.\w+$/.test(name) ? `\${env:${name.slice(5)}}` : random(text.replace(/\s+/g, ''));
  }
}

const msOf: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** Months and years have no length of their own. */
function moment(name: string, [count, unit]: readonly string[]): string | undefined {
  if (count === undefined) return `{{${name}}}`;
  const ms = msOf[unit ?? ''];
  if (!/^[+-]?\d{1,9}$/.test(count) || ms === undefined) return undefined;
  return `{{${name} ${Number(count) * ms}}}`;
}

/** `%NAME` is called as the variable of that name says. */
function nameIn([word = '']: readonly string[], known: ReadonlyMap<string, string>): string {
  return word.startsWith('%') ? (known.get(word.slice(1)) ?? word.slice(1)) : word;
}

function fromEnvironment(words: readonly string[], known: ReadonlyMap<string, string>): string | undefined {
  const name = nameIn(words, known);
  return /^\w+$/.test(name) ? `\${env:${name}}` : undefined;
}

/** Where its file does not have it, whoever starts the measurement may. */
function fromDotenv(words: readonly string[], { known, dotenv, keep }: SystemOptions): string | undefined {
  const name = nameIn(words, known);
  const value = Object.hasOwn(dotenv, name) ? dotenv[name] : undefined;
  return value === undefined ? fromEnvironment([name], known) : keep(name, value);
}

/** Of so many digits is what one number gives. */
const mostDigits = 14;

/** Numbers are letters of an alphanumeric text, and digits of a hexadecimal one, as well as any others. */
function random(text: string): string | undefined {
  const [, kind, first, second] = /^\$random\.(\w+)(?:\((?:(-?\d{1,9})(?:,(-?\d{1,9}))?)?\))?$/.exec(text) ?? [];
  const [low, high] = [Number(first ?? 0), Number(second ?? 1000)];
  if (kind === 'integer') return `{{$randomInt ${low} ${high}}}`;
  if (kind === 'float' && low >= 0 && high > low) return `{{$randomInt ${low} ${high}}}.{{$randomInt 100000 999999}}`;
  if ((kind === 'alphanumeric' || kind === 'hexadecimal') && low > 0 && low <= 1000) return digits(low);
  return undefined;
}

function digits(count: number): string {
  if (count > mostDigits) return digits(mostDigits) + digits(count - mostDigits);
  return `{{$randomInt ${10 ** (count - 1)} ${10 ** count}}}`;
}
