/** A form that input comes in: good files of it, and the calls that read them. */

export interface Call {
  /** Of the command line; `$` stands for nothing: paths are relative to the working folder. */
  readonly args: readonly string[];
  /** stdout is data or code that was asked for, no words for a person. */
  readonly data?: true;
  /** A file that the call is to write, and that has to be whole JSON where it is there. */
  readonly writesJson?: string;
}

export interface Form {
  readonly name: string;
  /** By path in the arena: `work/` is the project and the working folder, `home/` what is kept of the user. */
  readonly files: Readonly<Record<string, Uint8Array | string>>;
  /** The file that is made bad. Absent: the arguments are. */
  readonly victim?: string;
  readonly calls: readonly Call[];
}

/** Stands where a secret stands: it may be in no output, no stored file and no word. */
export const plantedSecret = 'SEKRETx7Qm2ZpV9rTk4LwB8nYc3DfHj6S';
