/** Dollars per hour of one machine: what is dearer, or nearly nothing, is an error of the list's. */
export function isPrice(usdPerHour: unknown): usdPerHour is number {
  return typeof usdPerHour === 'number' && usdPerHour >= 1e-5 && usdPerHour <= 1000;
}

/** A price as a provider's list has it, once it is known to be of Linux, on shared hardware, in US dollars. */
export interface Offer {
  readonly region: string;
  /** As the catalogue names it: c7g.large, n2-standard-2, D2s_v5. */
  readonly sku: string;
  readonly usdPerHour: number;
  readonly spot: boolean;
  /**
   * What prices of one family are proportional to: vCPUs, or memory where sizes share vCPUs; absent for families whose prices
   * follow no such rule.
   */
  readonly scale?: { readonly family: string; readonly size: number };
}
