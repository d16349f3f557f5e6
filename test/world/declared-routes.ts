/** What an example application's source says of its routes, to hold a Report to. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '../../src/model/report.ts';

/** A route, and a piece of the line on which its handler begins. */
export type Declared = readonly [route: string, file: string, begins: string];

/** `GET /items/:id server.js:12`, from the source. */
export async function placesDeclared(folder: string, declared: readonly Declared[]): Promise<readonly string[]> {
  const places = declared.map(async ([route, file, begins]) => {
    const lines = (await readFile(join(folder, file), 'utf8')).split('\n');
    const matching = lines.flatMap((text, i) => (text.includes(begins) ? [i + 1] : []));
    if (matching.length !== 1) throw new Error(`"${begins}" is on ${matching.length} lines of ${file}`);
    return `${route} ${file}:${matching[0] ?? 0}`;
  });
  return (await Promise.all(places)).sort();
}

/** The same, from the Report. */
export function placesFound({ routes }: Report): readonly string[] {
  return routes.map(({ method, path, file, line }) => `${method} ${path} ${file ?? '?'}:${line ?? 0}`).sort();
}
