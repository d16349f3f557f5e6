/** The texts behind lines of code: what the hottest lines cost and, if the user wants them there, the hints. */
import type { FileAnnotations } from '../model/annotation.ts';
import { functionHint, lineHint, routeHint } from './hint-text.ts';

export interface EndOfLineText {
  readonly line: number;
  readonly text: string;
}

/** One text a line, so that the order of several is ours. */
export function endOfLineTexts(annotations: FileAnnotations, withHints: boolean): readonly EndOfLineText[] {
  const { per, lines, routes, functions } = annotations;
  const texts = [
    ...lines.filter(({ isFaded = false }) => !isFaded).map((hint) => [hint.line, lineHint(hint, per)] as const),
    ...(withHints ? routes.map((hint) => [hint.line, routeHint(hint)] as const) : []),
    ...(withHints ? functions.map((hint) => [hint.line, functionHint(hint, per)] as const) : []),
  ];
  const joined = new Map<number, string>();
  for (const [line, text] of texts) {
    const before = joined.get(line);
    if (text !== '') joined.set(line, before === undefined ? text : `${before}   ${text}`);
  }
  return [...joined].map(([line, text]) => ({ line, text }));
}
