/**
 * Names, paths, log lines and sentences of other programs come from outside: here they lose what a terminal, a table or an editor
 * would obey. Everything from outside passes through here on its way to a terminal, to Markdown and to SARIF.
 */

/** Control characters, line separators, and marks that change the direction of text. */
const obeyed = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

const escape = '\u001b';
const bell = '\u0007';

/**
 * Whole escape sequences of ECMA-48: CSI (colours, cursor), OSC (titles, links) and the two-character ones. Each alternative stops at the
 * next escape character, so that the time is linear in the text.
 */
const sequences = new RegExp(
  `${escape}(?:\\[[0-?]*[ -/]*[@-~]|\\][^${bell}${escape}\n]*(?:${bell}|${escape}\\\\)|[@-Z\\\\^_])`,
  'g',
);
/** What renderers paint with: bold, dim and their end. */
const paint = new RegExp(`(${escape}\\[(?:1|2|22)m)`);

const standIn = '\ufffd';

/** One line: what would be obeyed becomes a visible stand-in. */
export function plain(text: string): string {
  return text.replace(obeyed, standIn);
}

/** Several lines: ends of lines and tabs stay, colours and other whole escape sequences go. */
export function plainLines(text: string): string {
  return text
    .replace(sequences, '')
    .replace(/\r\n?/g, '\n')
    .replace(obeyed, (each) => (each === '\n' || each === '\t' ? each : standIn));
}

/** The same for text that a renderer has painted: its own three marks stay, bold, dim and their end. */
export function plainPainted(text: string): string {
  // The odd parts are the marks.
  const parts = text.split(paint);
  return parts.map((part, at) => (at % 2 === 1 ? part : plainLines(part))).join('');
}

/** JSON in which no character is left that a terminal would obey: the same value, for whoever reads it. */
export function jsonText(value: unknown, indent = 0): string {
  return JSON.stringify(value, null, indent).replace(obeyed, (each) =>
    each === '\n' ? each : `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
