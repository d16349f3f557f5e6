/** A provider's prices of one day, as `leanscope prices refresh` brings them: facts for types whose shape the catalogue knows. */
export interface PriceList {
  readonly provider: string;
  readonly source: string;
  /** Where a reader can check it. */
  readonly url: string;
  /** ISO date. */
  readonly asOf: string;
  /** Region → type as the catalogue names it → USD per hour, Linux, on demand, shared tenancy. */
  readonly usdPerHour: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** The same for spot. */
  readonly spotUsdPerHour?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}
