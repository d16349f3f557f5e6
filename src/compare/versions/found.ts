/** One place at which answers of two versions differ. */
export interface Found {
  /** `$.items[3].total`, `line 12`, `body`. */
  readonly at: string;
  /** Absent where there is nothing. */
  readonly base?: string;
  readonly head?: string;
}
