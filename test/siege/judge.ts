/** In: what a call did. Out: the faults in it, by the columns of the table. It knows nothing of the input but its words. */
import { plantedSecret } from './form.ts';

export const columns = [
  'exit 4',
  'stack trace',
  'hang',
  'over 1 GB',
  'odd words',
  'escapes',
  'orphans',
  'half-written',
  'secrets',
  'outside',
] as const;
export type Column = (typeof columns)[number];

export interface Ended {
  /** undefined where it had to be ended, or was ended by a signal. */
  readonly code: number | undefined;
  /** What a person reads. */
  readonly screen: string;
  /** All that it wrote: also data that was asked for. */
  readonly output: string;
  readonly hung: boolean;
  readonly peakBytes: number;
}

const mostBytes = 2 ** 30;
const oddWords = ['NaN', 'undefined', 'null', 'Infinity', '[object Object]'];
const stackLine = /^\s+at (?:async )?(?:[\w.<>[\] ]+ \()?(?:node:|file:|\/|[A-Z]:\\).*:\d+:\d+\)?$/m;
const escape = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;

/** `given` are the arguments and the files: what was typed may be said. */
export function faultsOf(ended: Ended, given: string): readonly Column[] {
  const { code, screen, output, hung, peakBytes } = ended;
  const found: readonly (readonly [Column, boolean])[] = [
    ['exit 4', code === 4],
    ['stack trace', stackLine.test(screen)],
    ['hang', hung],
    ['over 1 GB', peakBytes > mostBytes],
    ['odd words', oddWords.some((word) => standsAlone(screen, word) && !given.includes(word))],
    ['escapes', escape.test(screen)],
    ['secrets', output.includes(plantedSecret)],
  ];
  return found.filter(([, is]) => is).map(([column]) => column);
}

/** "Infinity" and not "Infinitylab". */
function standsAlone(text: string, word: string): boolean {
  let at = text.indexOf(word);
  for (; at >= 0; at = text.indexOf(word, at + 1)) {
    const around = `${text[at - 1] ?? ''}${text[at + word.length] ?? ''}`;
    if (!/[A-Za-z0-9_/]/.test(around)) return true;
  }
  return false;
}
