/** What looks like a secret is used but never stored or shown. */

const secretName =
  /^(x-)?(proxy-)?authorization$|cookie|(^|[-_.])(api[-_]?key|auth|token|secret|password|passwd|pwd|session|sessionid|sid|jwt|credential|credentials|signature|sig|csrf|xsrf)($|[-_.])/i;

/** For names of headers, query parameters and body fields alike. */
export function looksSecret(name: string): boolean {
  return secretName.test(name.replace(/([a-z0-9])([A-Z])/g, '$1-$2'));
}

/** A path as it may be shown: the values of query parameters that look secret are gone, placeholders stay. */
export function shownPath(path: string): string {
  return path.replace(/([?&])([^=&#]+)=([^&#]*)/g, (all, mark: string, name: string, value: string) =>
    looksSecret(name) && !isPlaceholder(value) ? `${mark}${name}=…` : all,
  );
}

/** Nothing but a placeholder: no secret stands in it. */
function isPlaceholder(value: string): boolean {
  return /^(\{\{[^{}]+\}\}|\$\{env:\w+\})$/.test(value);
}

/** The environment variable that a secret of this name is looked for in. */
export function environmentName(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();
}
