/**
 * An OpenAPI document in several files, as most larger projects have it: in one. What stands in another file is put under a key of its
 * own, and the references lead there. Files are read by whoever calls; what may not be read is left as it stands, with the reason.
 */

type Json = Readonly<Record<string, unknown>>;

export interface BundleOptions {
  /** Name of the document's own file. */
  readonly file: string;
  /** The file's name that a reference leads to, from the file in which it stands. */
  readonly resolve: (reference: string, from: string) => string;
  /** The parsed file; or, in words, why it is not read. */
  readonly read: (file: string) => Promise<{ readonly value: unknown } | string>;
}

export interface Bundle {
  readonly document: unknown;
  /** File → why it was not read. */
  readonly unread: ReadonlyMap<string, string>;
}

/** The key under which other files stand, each by its number. */
const place = 'x-leanscope-files';
const mostFiles = 500;

export async function bundleOpenApi(document: Json, { file, resolve, read }: BundleOptions): Promise<Bundle> {
  const files: { readonly name: string; value: unknown }[] = [{ name: file, value: document }];
  const numbers = new Map([[file, 0]]);
  const unread = new Map<string, string>();
  // Files are added while others are looked through.
  for (const current of files) {
    const names = referencesIn(current.value).flatMap((each) => fileOf(each) ?? []);
    for (const name of new Set(names.map((each) => resolve(each, current.name)))) {
      if (numbers.has(name) || unread.has(name)) continue;
      const found = files.length > mostFiles ? `there are more than ${mostFiles} files` : await read(name);
      if (typeof found === 'string') unread.set(name, found);
      else {
        numbers.set(name, files.length);
        files.push({ name, value: found.value });
      }
    }
  }
  const rewritten = files.map(({ name, value }, number) =>
    withReferences(value, (reference) => {
      const other = fileOf(reference);
      const target = other === undefined ? number : numbers.get(resolve(other, name));
      const pointer = reference.split('#')[1] ?? '';
      if (target === undefined) return reference;
      return target === 0 ? `#${pointer}` : `#/${place}/${target}${pointer}`;
    }),
  );
  const [root, ...others] = rewritten;
  if (others.length === 0) return { document: root, unread };
  return {
    document: { ...(root as Json), [place]: Object.fromEntries(others.map((each, i) => [i + 1, each])) },
    unread,
  };
}

/** Undefined for a reference within its own file. */
function fileOf(reference: string): string | undefined {
  const [file = ''] = reference.split('#', 1);
  return file === '' ? undefined : file;
}

function referencesIn(value: unknown): readonly string[] {
  const found: string[] = [];
  withReferences(value, (reference) => {
    found.push(reference);
    return reference;
  });
  return found;
}

/** What has been parsed is not nested so deep that this could not return. */
function withReferences(value: unknown, change: (reference: string) => string): unknown {
  if (Array.isArray(value)) return value.map((each) => withReferences(each, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      key === '$ref' && typeof each === 'string' ? change(each) : withReferences(each, change),
    ]),
  );
}
