/** Values for the parameters of a path, from what the application answered elsewhere. */
import { literalPath, parameterInPath } from '../model/route-path.ts';
import { encodeText } from '../model/encode-text.ts';

/**
 * `/products/:id` is filled from the answer of `/products`: the first value there under the parameter's own name, or under
 * `id`. Without one, a sample that fits its description, else `1`: the commonest id of all.
 */
export function fillParameters(
  path: string,
  bodies: ReadonlyMap<string, string>,
  samples: Readonly<Record<string, string>> = {},
): string {
  // A question mark may also make the parameter before it optional.
  const [pathname = '', ...query] = path.split(/\?(?=[^/?]*=)/);
  return [fillPath(pathname, bodies, samples), ...query].join('?');
}

function fillPath(
  path: string,
  bodies: ReadonlyMap<string, string>,
  samples: Readonly<Record<string, string>>,
): string {
  const filled: string[] = [];
  for (const part of path.split('/')) {
    // What was answered for `/shops/1/products` is known under its filled path.
    const list = bodies.get(filled.join('/') || '/');
    // A parameter may have a pattern, be optional, and stand before an ending: `:id(\\d+)`, `:id{[0-9]+}`, `:id?`, `:name.json`.
    filled.push(
      literalPath(
        part.replace(parameterInPath, (_all, name: string) =>
          encodeText(firstValue(list, name) ?? samples[name] ?? '1'),
        ),
      ),
    );
  }
  return filled.join('/');
}

function firstValue(json: string | undefined, name: string): string | undefined {
  if (json === undefined) return undefined;
  for (const key of [name, 'id', 'slug', '_id']) {
    const found = new RegExp(`"${key}"\\s*:\\s*(?:"([^"\\\\]{1,100})"|(\\d{1,20}))`).exec(json);
    if (found !== null) return found[1] ?? found[2];
  }
  return undefined;
}
