/** What an application's figures are per: the fields of the Report are called "per request" whatever they are per. */
export interface Unit {
  /** `server`: a request. `script`: a run from start to end. `process`: what it counts itself, else a second of running. */
  readonly kind: 'server' | 'script' | 'process';
  /** The diagnostics channel on which a process tells of each piece of work that is done. */
  readonly unit?: string;
}

/** "request", "run", "second", or the name of the channel. */
export function unitOf({ kind, unit }: Unit): string {
  if (kind === 'process') return unit ?? 'second';
  return kind === 'script' ? 'run' : 'request';
}

const french: Readonly<Record<string, string>> = { request: 'requête', run: 'exécution', second: 'seconde' };

export function unitIn(app: Unit, language: 'en' | 'fr'): string {
  return translated(unitOf(app), language);
}

/** Of a word that `unitOf` gave. */
export function translated(unit: string, language: 'en' | 'fr'): string {
  return language === 'fr' ? (french[unit] ?? unit) : unit;
}

/** Several of them; a channel's name stays as it is. */
export function unitsOf(app: Unit): string {
  return app.kind === 'process' && app.unit !== undefined ? app.unit : `${unitOf(app)}s`;
}
