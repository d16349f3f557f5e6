/** Completes a route with what an OpenAPI document, or an example of a request, says of it. */
import { encodeText } from '../model/encode-text.ts';
import { escapedPath, parameterInPath } from '../model/route-path.ts';
import type { DescribedRoute } from '../model/scenario.ts';
import type { CandidateRequest } from './generator-protocol.ts';

/** The description of a registered route. Its parameters may be called otherwise, and a server's prefix may stand before it. */
export function describedFor(
  method: string,
  path: string,
  described: readonly DescribedRoute[],
): DescribedRoute | undefined {
  const wanted = shapeOf(path);
  const ofMethod = described.filter((each) => each.method === method);
  const found =
    ofMethod.find((each) => shapeOf(each.path) === wanted) ??
    ofMethod.find((each) => shapeOf(each.path).endsWith(wanted) || wanted.endsWith(shapeOf(each.path)));
  return found === undefined ? undefined : { ...found, parameters: renamed(found, path) };
}

function shapeOf(path: string): string {
  return path.replace(parameterInPath, ':').replace(/(?<=.)\/$/, '');
}

/** The n-th parameter from the end stands for the n-th from the end, whatever it is called. */
function renamed({ path, parameters }: DescribedRoute, wanted: string): DescribedRoute['parameters'] {
  const theirs = namesIn(path).reverse();
  return Object.fromEntries(
    namesIn(wanted)
      .reverse()
      .flatMap((name, i) => {
        const value = parameters[theirs[i] ?? ''];
        return value === undefined ? [] : [[name, value]];
      }),
  );
}

function namesIn(path: string): readonly string[] & { reverse(): string[] } {
  return [...path.matchAll(parameterInPath)].map(([, name = '']) => name);
}

export interface KnownRoute {
  readonly method: string;
  readonly path: string;
  readonly known: DescribedRoute | undefined;
}

/** Values that somebody wrote are filled in now; for the others an id seen in an answer is better than a sample. */
export function requestOf({ method, path, known }: KnownRoute): CandidateRequest {
  const samples = Object.entries(known?.parameters ?? {});
  const given = new Map(samples.filter(([, { given: written }]) => written).map(([name, { value }]) => [name, value]));
  const filled = path.replace(parameterInPath, (all, name: string) => {
    const value = given.get(name);
    return value === undefined ? all : escapedPath(encodeText(value));
  });
  const body = known?.body;
  const json = body !== undefined && typeof body !== 'string';
  return {
    method,
    path: filled + (known === undefined || known.query === '' ? '' : `?${known.query}`),
    route: path,
    weight: 1,
    headers: { ...(json ? { 'content-type': 'application/json' } : {}), ...known?.headers },
    ...(body === undefined || method === 'GET' || method === 'HEAD'
      ? {}
      : { body: json ? JSON.stringify(body) : body }),
    ...(samples.length === given.size
      ? {}
      : { samples: Object.fromEntries(samples.map(([name, { value }]) => [name, value])) }),
    asked: false,
  };
}
