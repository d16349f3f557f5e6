/** The page's words are those of a server; of a script or another process they tell what its figures are per instead. */
import { unitIn, unitOf, unitsOf, type Unit } from '../model/unit.ts';

/** The words for one and for several stand in the string itself; what fills its holes is left as it is. */
export function inUnits(text: string, app: Unit, language: 'en' | 'fr'): string {
  if (app.kind === 'server') return text;
  const one = unitIn(app, language);
  const several = unitsOf(app) === unitOf(app) ? one : `${one}s`;
  const [plural, singular] = language === 'fr' ? [/requêtes/gi, /requête/gi] : [/\brequests\b/gi, /\brequest\b/gi];
  return text.replace(plural, (found) => asWritten(found, several)).replace(singular, (found) => asWritten(found, one));
}

function asWritten(found: string, word: string): string {
  return found.startsWith('R') ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}
