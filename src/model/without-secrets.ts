/** What stands in place of secrets where requests are written down for later. */
import { environmentName, looksSecret } from './secrets.ts';

interface WithoutSecrets<T> {
  readonly value: T;
  /** Names of the environment variables that now stand for them. */
  readonly variables: readonly string[];
}

/** Replaces values under names that look secret by `${env:NAME}`, however deep they stand. */
export function withoutSecretFields<T>(value: T): WithoutSecrets<T> {
  const variables = new Set<string>();
  const clean = (each: unknown, name: string): unknown => {
    if (Array.isArray(each)) return each.map((inner) => clean(inner, name));
    if (typeof each === 'object' && each !== null)
      return Object.fromEntries(Object.entries(each).map(([key, inner]) => [key, clean(inner, key)]));
    const plain = typeof each === 'string' && each !== '' && !/\{\{|\$\{env:/.test(each);
    if (!plain || !looksSecret(name)) return each;
    variables.add(environmentName(name));
    return `\${env:${environmentName(name)}}`;
  };
  return { value: clean(value, '') as T, variables: [...variables] };
}
