/**
 * A user's cookies for the one host that is loaded (RFC 6265, section 5). Path, Domain and Secure are not looked at: there is
 * one application, and on loopback.
 */

export type CookieJar = Map<string, string>;

/** Takes in what an answer sets; true where that changed anything. Headers are names and values in turn. */
export function takeCookies(jar: CookieJar, headers: readonly string[], nowMs: number): boolean {
  let changed = false;
  for (let i = 0; i + 1 < headers.length; i += 2) {
    if (headers[i]?.toLowerCase() !== 'set-cookie') continue;
    const [pair = '', ...attributes] = (headers[i + 1] ?? '').split(';');
    const equals = pair.indexOf('=');
    if (equals <= 0) continue;
    const [name, value] = [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
    if (isOver(attributes, nowMs)) changed = jar.delete(name) || changed;
    else {
      changed ||= jar.get(name) !== value;
      jar.set(name, value);
    }
  }
  return changed;
}

/** Max-Age wins over Expires. */
function isOver(attributes: readonly string[], nowMs: number): boolean {
  const of = (wanted: string): string | undefined => {
    const found = attributes.map((each) => each.trim()).findLast((each) => each.toLowerCase().startsWith(`${wanted}=`));
    return found?.slice(wanted.length + 1);
  };
  const maxAge = of('max-age');
  if (maxAge !== undefined && /^-?\d+$/.test(maxAge)) return Number(maxAge) <= 0;
  return Date.parse(of('expires') ?? '') <= nowMs;
}

/** The value of the Cookie header; undefined for an empty jar. */
export function cookieHeader(jar: CookieJar): string | undefined {
  return jar.size === 0 ? undefined : [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
}
