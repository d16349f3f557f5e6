/** One answer as a client sees it, kept in memory only to be held against that of another version. */
export interface GivenAnswer {
  readonly requestIndex: number;
  /** 0 where no answer came. */
  readonly status: number;
  /** Those that clients act on, by their name in lower case; of cookies the names only. */
  readonly headers: Readonly<Record<string, string>>;
  /** Without compression; absent where it was too long to keep, or could not be read. */
  readonly body?: string;
  /** Of the whole body without compression, where it could be read. */
  readonly digest?: string;
}
