/** A place in the source, as it is shown. */
import { plain } from '../model/plain-text.ts';
import type { ReportAdvice } from '../model/report-findings.ts';

export function placeOf({ file, line }: { readonly file?: string; readonly line?: number }): string {
  if (file === undefined || file === '') return '';
  return plain(line === undefined ? file : `${file}:${line}`);
}

/** Of a finding: its place, or the routes that the same fix mends. */
export function placesOf({ places = [], ...one }: Pick<ReportAdvice, 'places' | 'file' | 'line'>): string {
  const routes = places.flatMap(({ route }) => (route === undefined ? [] : [plain(route)]));
  return routes.length < 2 ? placeOf(one) : routes.join(', ');
}
