/** Where a script's text says that its source map is (ECMA-426, "Linking generated code to source maps"). */
import { parse } from '@babel/parser';
import { parserOptionsFor } from '../model/source-syntax.ts';

const linkWord = 'sourceMappingURL=';
/** Of a comment's text; V8 takes no URL with a quotation mark in it. */
const link = /^[#@][ \t\v\f]*sourceMappingURL=\s*([^\s'"`]+)\s*$/;

/** More comments of this kind no text has; a hostile one may have any number. */
const mostCandidates = 1_000;

/** Undefined where no comment names one. The last one counts. */
export function mapUrlIn(text: string): string | undefined {
  const last = lastCandidate(text);
  if (last === undefined) return undefined;
  // Behind all code it is a comment for certain; before some it may stand in a text that the program writes.
  if (isOnlyComments(text, last.end)) return last.url;
  const comments = commentsOf(text);
  return comments === undefined ? last.url : comments.at(-1);
}

interface Candidate {
  readonly url: string;
  readonly end: number;
}

function lastCandidate(text: string): Candidate | undefined {
  let at = text.lastIndexOf(linkWord);
  for (let count = 0; at >= 0 && count < mostCandidates; count++) {
    const before = /\/([/*])[#@][ \t\v\f]*$/.exec(text.slice(Math.max(0, at - 20), at));
    if (before !== null) {
      const end = before[1] === '*' ? text.indexOf('*/', at) : endOfLine(text, at);
      const url = urlIn(text.slice(at - before[0].length + 2, end < 0 ? at : end));
      if (url !== undefined) return { url, end: before[1] === '*' ? end + 2 : end };
    }
    at = at === 0 ? -1 : text.lastIndexOf(linkWord, at - 1);
  }
  return undefined;
}

function endOfLine(text: string, from: number): number {
  const mark = /[\n\r\u2028\u2029]/g;
  mark.lastIndex = from;
  return mark.exec(text)?.index ?? text.length;
}

function isOnlyComments(text: string, from: number): boolean {
  for (let at = from; at < text.length; at++) {
    if (text.startsWith('//', at)) at = endOfLine(text, at);
    else if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2);
      if (end < 0) return false;
      at = end + 1;
    } else if (!/\s/.test(text[at] ?? ' ')) return false;
  }
  return true;
}

function urlIn(comment: string): string | undefined {
  return link.exec(comment)?.[1];
}

/** The URLs in all comments; undefined for a text that cannot be parsed. */
function commentsOf(text: string): readonly string[] | undefined {
  try {
    const { comments } = parse(text, { sourceType: 'unambiguous', ...parserOptionsFor('script.js') });
    return (comments ?? []).flatMap(({ value }) => urlIn(value) ?? []);
  } catch {
    return undefined;
  }
}
