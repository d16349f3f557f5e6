/** What the application may cost, as leanscope.json states it. */

/** Upper limits; a metric's unit is in its name. */
export type AppBudget = Partial<
  Readonly<
    Record<
      | 'cpuMsPerRequest'
      | 'gcMsPerRequest'
      | 'allocatedBytesPerRequest'
      | 'bytesOutPerRequest'
      | 'rssPeakBytes'
      | 'heapUsedPeakBytes'
      | 'p50Ms'
      | 'p99Ms'
      | 'usdPerMillionRequests'
      | 'usdPerMonth',
      number
    >
  >
>;

export type RouteBudget = Pick<
  AppBudget,
  'cpuMsPerRequest' | 'allocatedBytesPerRequest' | 'bytesOutPerRequest' | 'p50Ms' | 'p99Ms' | 'usdPerMillionRequests'
>;

/** Of the function and the library code it calls: its own figures. `share` is 0 to 1, of all CPU. */
export type FunctionBudget = Pick<
  AppBudget,
  'cpuMsPerRequest' | 'allocatedBytesPerRequest' | 'usdPerMillionRequests'
> & { readonly share?: number };

export interface Budgets extends AppBudget {
  /** By method and pattern: "GET /products/:id". */
  readonly routes?: Readonly<Record<string, RouteBudget>>;
  /** By name, or by file and name where several have one: "src/render.ts:renderCatalogue". */
  readonly functions?: Readonly<Record<string, FunctionBudget>>;
}

export type BudgetMetric = keyof AppBudget | 'share';
