/** What stands in a record under a name that somebody typed or sent; never what every object has, `constructor` say. */
export function ownValue<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
