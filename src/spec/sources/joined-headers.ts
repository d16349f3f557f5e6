/** Headers as they are sent: each name once. */

/** Names in lower case. One that is there more than once has its values in a list (RFC 9110, 5.3); a cookie's are parted by semicolons. */
export function joinedHeaders(
  pairs: readonly { readonly name: string; readonly value: string }[],
): Readonly<Record<string, string>> {
  const all = new Map<string, string>();
  for (const { name, value } of pairs) {
    const key = name.toLowerCase();
    const before = all.get(key);
    all.set(key, before === undefined ? value : `${before}${key === 'cookie' ? '; ' : ', '}${value}`);
  }
  return Object.fromEntries(all);
}
