/** Values that are secrets whatever they are called: by their form, or because nobody could have thought of them. In doubt, they are. */

/** Forms that only keys and tokens have. Each begins with something rare, so that looking for them is quick. */
const forms: readonly RegExp[] = [
  // JSON Web Tokens, signed or encrypted (RFC 7519).
  /(?<![\w-])eyJ[\w-]{6,}\.[\w-]+(?:\.[\w-]*)*/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*(?:-----END [A-Z ]*PRIVATE KEY-----)?/,
  /\b(?:AKIA|ASIA|AIDA|AROA|ABIA|ACCA)[0-9A-Z]{12,}/,
  /\bgh[pousr]_\w{16,}/,
  /\bgithub_pat_\w{16,}/,
  /(?<![\w-])gl(?:pat|ptt|rt|dt|cbt|ft|soat)-[\w-]{16,}/,
  /\b(?:sk|rk|pk)_(?:live|test)_\w{8,}/,
  /(?<![\w+/=])whsec_[\w+/=]{8,}/,
  /(?<![\w-])sk-[\w-]{16,}/,
  /(?<![\w-])xox[a-z]-[\w-]{8,}/,
  /(?<![\w-])xapp-[\w-]{8,}/,
  /(?<![\w-])AIza[\w-]{30,}/,
  /(?<![\w.-])ya29\.[\w-]{8,}/,
  /(?<![\w-])GOCSPX-[\w-]{8,}/,
  /\b(?:npm|hf|shp(?:at|ss|pa|ca)|dop_v1|doo_v1|dor_v1|pul|lin_api|nvapi|secret|figd|glc|glsa)_\w{16,}/,
  /(?<![\w-])pypi-[\w-]{16,}/,
  /(?<![\w.-])SG\.[\w-]{8,}\.[\w-]{8,}/,
  /\bAGE-SECRET-KEY-\w{8,}/,
  /\bhooks\.slack\.com\/services\/\S+/,
];

const anyForm = new RegExp(forms.map(({ source }) => `(?:${source})`).join('|'), 'g');

/** `Bearer …` and its like. */
const scheme = /^(?:Bearer|Basic|Digest|Token|Negotiate|NTLM|ApiKey|AWS4-HMAC-SHA256|Hawk|HMAC)\s+\S/i;

export function looksSecretValue(value: string): boolean {
  if (value.length < 8 || value.length > 100_000) return value.length > 100_000 && hasSecretForm(value);
  return scheme.test(value) || hasSecretForm(value) || hasCredentials(value) || looksRandom(value);
}

/** By its form alone: for program text and paths, in which much looks as if nobody had thought of it. */
export function hasSecretForm(text: string): boolean {
  anyForm.lastIndex = 0;
  return anyForm.test(text);
}

/** The text with each key and token in it, and each user's name and password in an address, replaced. */
export function replaceForms(text: string, replace: (value: string) => string): string {
  return replaceCredentials(text.replace(anyForm, replace), replace);
}

const credentials = /(?<![a-z0-9+.-])([a-z][a-z0-9+.-]{1,20}:\/\/)([^\s/?#@"'<>]{1,512})@/gi;

function hasCredentials(text: string): boolean {
  credentials.lastIndex = 0;
  return credentials.test(text);
}

/** `postgres://user:password@host`: a user's name alone is none, but may be a token. */
function replaceCredentials(text: string, replace: (value: string) => string): string {
  return text.replace(credentials, (_all, protocol: string, user: string) => `${protocol}${replace(user)}@`);
}

const leastRandom = 20;
/** Bits of a character. Words of a language have about 3, random letters and digits above 4 where the text is long enough to tell. */
const leastEntropy = 3.3;

/** One word of letters of both cases and digits, or many hexadecimal digits. Words, numbers, dates, UUIDs and short ids are not. */
export function looksRandom(value: string): boolean {
  if (value.length < leastRandom || value.length > 4096 || !/^[\w+/=.~%-]+$/.test(value)) return false;
  if (/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value)) return false;
  if (/^[0-9a-f]+$/i.test(value)) return value.length >= 32 && /\d/.test(value) && /[a-f]/i.test(value);
  if (/\.[a-z][a-z0-9]{1,4}$/i.test(value) || /^\d{4}-\d\d-\d\d/.test(value)) return false;
  // The longest stretch without a mark between words: a path or a name of many words has short ones.
  const longest = value.split(/[-_./~%=+]/).reduce((most, part) => (part.length > most.length ? part : most), '');
  const digits = (longest.match(/\d/g) ?? []).length;
  const mixes = /[a-z]/.test(longest) && /[A-Z]/.test(longest);
  if (longest.length < 16 || digits === 0 || !(mixes || digits >= 4)) return false;
  return entropyOf(longest) >= leastEntropy;
}

/** Shannon's, of the characters of one text, bits. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}
