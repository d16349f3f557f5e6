/**
 * In: an OpenAPI document of version 3.0 to 3.2, parsed. Out: its operations, with values for what a call needs: from examples where
 * somebody wrote them, else made to fit the schema. References into other files have been followed before.
 */
import type { DescribedRoute } from '../../model/scenario.ts';
import { isObject, objectAt, resolved, textOf, type Json } from './json-document.ts';
import { sampledBody } from './openapi-bodies.ts';
import { parametersIn } from './openapi-parameters.ts';
import { withPatternExamples } from './openapi-samples.ts';

export interface OpenApiRoutes {
  readonly routes: readonly DescribedRoute[];
  readonly warnings: readonly string[];
}

const methods = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options', 'trace', 'query'] as const;

/** YAML reads `3.0` without quotation marks as a number. */
export function openApiVersion(value: unknown): string | undefined {
  const version = isObject(value) ? value['openapi'] : undefined;
  if (typeof version === 'number') return Number.isInteger(version) ? `${version}.0` : String(version);
  return typeof version === 'string' ? version : undefined;
}

export function isOpenApi(value: unknown): value is Json {
  return openApiVersion(value)?.startsWith('3.') === true;
}

/** undefined where the value is no OpenAPI 3 document. */
export function readOpenApi(value: unknown): OpenApiRoutes | undefined {
  if (!isOpenApi(value)) return undefined;
  const document = withPatternExamples(value) as Json;
  const warnings: string[] = [];
  const routes: DescribedRoute[] = [];
  const locked = new Map<string, number>();
  const passOver = (what: string, error: unknown): void => {
    const reason = error instanceof Error ? error.message : String(error);
    warnings.push(`The OpenAPI document's ${what} was passed over: ${reason}`);
  };
  const paths = attempt(
    () => resolved(document, document['paths']),
    (error) => {
      passOver('paths', error);
    },
  );
  for (const [path, item] of Object.entries(paths ?? {})) {
    if (path.startsWith('x-') || path === '$ref') continue;
    if (!path.startsWith('/')) {
      passOver(path, 'it does not begin with a slash.');
      continue;
    }
    const operations = attempt(
      () => resolved(document, item),
      (error) => {
        passOver(path, error);
      },
    );
    if (operations === undefined) continue;
    for (const [method, given] of operationsOf(operations)) {
      const route = attempt(
        () => {
          const operation = resolved(document, given);
          for (const name of schemesOf(document, operation)) locked.set(name, (locked.get(name) ?? 0) + 1);
          return describeOperation(document, { method, path, item: operations, operation });
        },
        (error) => {
          passOver(`${method} ${path}`, error);
        },
      );
      if (route !== undefined) routes.push(route);
    }
  }
  const nothing =
    routes.length + warnings.length === 0 ? ['The OpenAPI document describes no operation of a path.'] : [];
  return { routes, warnings: [...warnings, ...nothing, ...credentialWarnings(locked)] };
}

/** One part of a document that cannot be read is no reason to lose the others. */
function attempt<T>(work: () => T, onError: (error: unknown) => void): T | undefined {
  try {
    return work();
  } catch (error) {
    onError(error);
    return undefined;
  }
}

/** Version 3.2 has more methods than have a field of their own. */
function operationsOf(item: Json): readonly (readonly [method: string, operation: Json])[] {
  const own = methods.flatMap((method) => {
    const operation = item[method];
    return isObject(operation) ? [[method.toUpperCase(), operation] as const] : [];
  });
  const others = Object.entries(objectAt(item, 'additionalOperations')).flatMap(([method, operation]) =>
    isObject(operation) && /^[A-Za-z][\w-]*$/.test(method) ? [[method, operation] as const] : [],
  );
  return [...own, ...others];
}

/** The path of the first server; its host is that of a deployment, not of the application that is measured. */
function serverPath(servers: unknown): string {
  const first: unknown = Array.isArray(servers) ? servers[0] : undefined;
  if (!isObject(first) || typeof first['url'] !== 'string') return '';
  const variables = objectAt(first, 'variables');
  const url = first['url'].replace(/\{([^{}]+)\}/g, (_all, name: string) =>
    textOf(objectAt(variables, name)['default']),
  );
  const path = URL.canParse(url, 'http://localhost') ? new URL(url, 'http://localhost').pathname : '';
  return path.replace(/\/+$/, '');
}

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly item: Json;
  readonly operation: Json;
}

/** What an operation says of its servers and parameters counts more than what its path says, and that more than what the document says. */
function describeOperation(document: Json, { method, path, item, operation }: Operation): DescribedRoute {
  const prefix = serverPath([operation, item, document].map(({ servers }) => servers).find(isFilledList));
  // Some tell operations of one path apart by a query or a fragment in its name.
  const [place = '', ownQuery = ''] = (path.split('#', 1)[0] ?? '').split('?');
  const places = parametersIn(document, prefix + place, [item['parameters'], operation['parameters']]);
  const body = sampledBody(document, operation);
  return {
    method,
    path: places.path,
    parameters: places.parameters,
    query: [ownQuery, places.query].filter((each) => each !== '').join('&'),
    headers: { ...places.headers, ...(body?.type === undefined ? {} : { 'content-type': body.type }) },
    ...(body === undefined ? {} : { body: body.value }),
  };
}

function isFilledList(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}

/** What credentials it asks for; none where it can do without. */
function schemesOf(document: Json, operation: Json): readonly string[] {
  const security = operation['security'] ?? document['security'];
  if (!Array.isArray(security)) return [];
  const alternatives = (security as readonly unknown[]).filter(isObject);
  const [first] = alternatives;
  if (first === undefined || alternatives.some((each) => Object.keys(each).length === 0)) return [];
  return Object.keys(first);
}

function credentialWarnings(locked: ReadonlyMap<string, number>): readonly string[] {
  if (locked.size === 0) return [];
  const names = [...locked].map(([name, count]) => `${name}: ${count}`).join(', ');
  return [
    `Operations that ask for credentials are sent without any (${names}). Log in with a "setup" step of the scenario, or add their headers to its requests.`,
  ];
}
