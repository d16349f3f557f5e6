/** What could not be traced back to its source, in words, each file once. */
import { packageFolder, pathOfUrl } from '../model/source-path.ts';

export interface MapWarnings {
  /** No map, or one that cannot be read. */
  unusable(url: string, reason: string): void;
  /** The map leads to places in the source where other words are. */
  misfit(url: string, source: string): void;
  /** The map names sources that are not to be found. */
  unplaced(url: string): void;
  edited(url: string, source: string): void;
  /** Its text is known from the map alone. */
  absent(source: string): void;
  /** Lines of the script stand for several of the source. */
  unclear(url: string): void;
  all(): readonly string[];
}

const compiledPlaces = 'its places are those of the compiled file';

export function createMapWarnings(): MapWarnings {
  const texts = new Set<string>();
  const unclear = new Set<string>();
  const absent = new Set<string>();
  const dependencies = new Set<string>();
  return {
    unusable: (url, reason) => {
      const path = pathOfUrl(url);
      // Packages often name a map that they do not ship: nothing that a developer of the application could mend.
      if (packageFolder(path) !== undefined) dependencies.add(path);
      else texts.add(`${path}: ${reason}; ${compiledPlaces}.`);
    },
    misfit: (url, source) =>
      texts.add(
        `${pathOfUrl(url)}: its source map does not fit ${source}, one of them is of another version; functions there are shown at their places in the compiled file. Build it again.`,
      ),
    unplaced: (url) => {
      const path = pathOfUrl(url);
      // Where a package was built is its author's affair.
      if (packageFolder(path) === undefined)
        texts.add(
          `${path}: its source map names sources that are not to be found; functions there are shown at their places in the compiled file.`,
        );
    },
    edited: (url, source) =>
      texts.add(
        `${source} is no longer what ${pathOfUrl(url)} was built from: its lines are those of the build. Build it again.`,
      ),
    absent: (source) => absent.add(source),
    unclear: (url) => unclear.add(pathOfUrl(url)),
    all: () => [
      ...texts,
      ...several([...dependencies], (files) => `No source map could be read for ${files}: ${compiledPlaces}.`),
      ...several(
        [...absent],
        (files) => `Sources that are not on this machine, and that only a source map has the text of: ${files}.`,
      ),
      ...several(
        [...unclear],
        (files) =>
          `Compiled lines that stand for several source lines were met in ${files}: part of the cost there is told by function, not by line.`,
      ),
    ],
  };
}

function several([first, ...more]: readonly string[], sentence: (files: string) => string): readonly string[] {
  if (first === undefined) return [];
  return [sentence(more.length === 0 ? first : `${first} and ${more.length} more`)];
}
