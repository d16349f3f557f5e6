/** What stands between two `###` of an `.http` file. */
import type { CaptureRule } from '../../model/scenario.ts';

/** A file in the place of a line. With `filled` its placeholders are filled, and it is a text in that encoding. */
export interface BodyFile {
  readonly file: string;
  readonly filled: boolean;
  readonly encoding?: string;
}

/** Of a body, with the ends of its lines. */
export type BlockPart = string | BodyFile;

export interface HttpBlock {
  readonly name?: string;
  /** `@name = value` lines: variables of the whole file. */
  readonly variables: readonly (readonly [string, string])[];
  /** Absent in a block that only defines variables. */
  readonly request?: { readonly method: string; readonly url: string };
  /** Names in lower case. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: readonly BlockPart[];
  /** From a response handler script. */
  readonly captures: Readonly<Record<string, CaptureRule>>;
  /** Why it cannot be sent. */
  readonly reason?: string;
  readonly warnings: readonly string[];
}
