/** What is asked of a script, and the answer where there is no source map. */
import type { RecordedFrame } from '../model/recorded-samples.ts';
import type { SpanOf } from './compiled-functions.ts';
import type { OriginalPosition, Position } from './map.ts';

/** Where V8 says a function is, and what it calls it. */
export type GeneratedFunction = Position & { readonly name: string };

export interface FunctionPlace extends OriginalPosition {
  readonly endLine?: number;
  /** Its author's name for it, where V8 has another one or none. */
  readonly name?: string;
}

export interface Script {
  /** Where a source map has no answer, of a helper that a compiler added, say, it is the place in the script itself. */
  functionAt(generated: GeneratedFunction): FunctionPlace;
  /** Where a call stands, say; the script's own place as above. */
  placeAt(position: Position): OriginalPosition;
  /** Original line of a generated line inside a function; undefined where the generated line stands for several. */
  originalLine(line: number, frame: RecordedFrame): number | undefined;
  /** The sources that it is made of, as far as their texts are known: path and text. */
  texts(): readonly (readonly [string, string])[];
}

export function compiledPlace(file: string, { line, column }: Position, spanOf: SpanOf): FunctionPlace {
  const endLine = spanOf({ line, column })?.last.line;
  return { file, line, column, ...(endLine === undefined ? {} : { endLine }) };
}
