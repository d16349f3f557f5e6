/** Words of the load tab. `{0}`, `{1}` … stand for values. */

export const en = {
  routes: 'Routes',
  errorCount: 'Errors',
  routesCaption: 'What a request of each route costs',
  route: 'Route',
  p50: 'p50',
  p99: 'p99',
  perCore: 'Req/s per core',
  mix: 'Share of mix',
} as const;

export const fr: Readonly<Record<keyof typeof en, string>> = {
  routes: 'Routes',
  errorCount: 'Erreurs',
  routesCaption: 'Ce que coûte une requête de chaque route',
  route: 'Route',
  p50: 'p50',
  p99: 'p99',
  perCore: 'Req/s par cœur',
  mix: 'Part du mélange',
};
