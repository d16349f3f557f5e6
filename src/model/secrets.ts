/**
 * What is a secret: the one place that decides it, for headers, queries, cookies, paths, bodies, the environment, command lines and logs.
 * A secret is used but never stored or shown. By name or by value; in doubt it is one.
 */
import { hasSecretForm, looksRandom, looksSecretValue } from './secret-values.ts';

/** Anywhere in a name, as a word of its own: `X-Auth-Token`, `session_id`, `newPassword`. */
const anywhere = words(
  'authorization cookie auth token secret password passwd passphrase passcode pwd session sessionid sessid sid jwt credential credentials signature sig hmac csrf xsrf bearer otp totp cvv cvc cvv2 csc pin iban ssn apikey mnemonic passwort kennwort motdepasse mdp contrasena passe senha wachtwoord',
);
/** As the last word of a name: `access_key`, `user.pass`, `invite-code`. */
const atEnd = words('key keys pass code private assertion verifier pan salt dsn');
/** Written together with what stands before: `accesskey`, `dbpassword`, `PHPSESSID`, `samlresponse`. */
const grownTogether =
  /(?:password|passwd|passphrase|passcode|secret|token|apikey|accesskey|secretkey|privatekey|signingkey|encryptionkey|subscriptionkey|authkey|masterkey|sharedkey|accountkey|credential|credentials|authorization|cookie|signature|sessionid|sessid|jsessionid|cardnumber|creditcard|samlresponse|samlrequest|connectionstring|kennwort|passwort|motdepasse)$/;
const together = /(?:api|access|card|connection)[-](?:key|number|string)$/;

/** Keys and codes that everybody may know. */
const harmlessKey =
  /^(?:.*-)?(?:primary|foreign|cache|partition|row|sort|object|storage|public|translation|i18n|message|hot|idempotency|group|map|json|index|unique|natural|lookup|query|route|event|dedup|deduplication|web-?socket|monkey|turn|tur)-keys?$/;
const harmlessCode =
  /^(?:.*-)?(?:country|zip|postal|post|currency|language|lang|locale|status|error|product|item|color|colour|area|region|state|province|city|exit|response|http|source|bar|qr|branch|department|dept|tax|unit|airport|airline|iata|icao|category|reason|event|type|char|sort|dial|phone|calling|iso|hs|sku|size|course|room|class|store|warehouse|station|vat|return|result|change|op|byte)-code$/;
const harmless =
  /^(?:tokens?-(?:used|count|limit|type|ids?)|max-tokens?|.*-session-(?:count|timeout)|auth-(?:type|method|provider|mode)|signature-version)$/;

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}

/** For names of headers, query parameters, cookies, body fields, variables of the environment and options of a command alike. */
export function looksSecret(name: string): boolean {
  if (name === '' || name.length > 200) return false;
  const plain = plainName(name);
  if (harmless.test(plain) || harmlessKey.test(plain) || harmlessCode.test(plain)) return false;
  const parts = plain.split('-');
  const last = parts.at(-1) ?? '';
  return (
    parts.some((part) => anywhere.has(part) || grownTogether.test(part)) ||
    atEnd.has(last) ||
    grownTogether.test(parts.slice(-2).join('')) ||
    together.test(plain)
  );
}

/** Words in lower case with a hyphen between them, without digits at their ends: `userPassword1`, `user[password]`, `USER__PASSWORD`. */
function plainName(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .map((part) => part.replace(/\d+$/, '') || part)
    .filter((part) => part !== '')
    .join('-');
}

/** Names under which a number is a secret as well as a text is. */
const numbersToo =
  /(?:^|-)(?:pin|otp|totp|cvv|cvc|csc|password|passwd|passcode|pass|pwd|ssn|card-?number|creditcard|pan|iban|secret)$/;

export function looksSecretNumber(name: string): boolean {
  return numbersToo.test(plainName(name));
}

/** A value under a name. Placeholders are none, nor is what generators write where they know nothing better. */
export function isSecret(name: string, value: string): boolean {
  if (value === '' || isPlaceholder(value)) return false;
  return (looksSecret(name) && !isHarmlessUnder(name, value)) || looksSecretValue(value);
}

/** `code: 'EADDRINUSE'`, `code: 500`: of errors and programs, not of persons. */
const errorCode = /^(?:E[A-Z]{2,}[A-Z0-9]*|[A-Z]+(?:_[A-Z0-9]+)+|-?\d{1,3})$/;

export function isHarmlessUnder(name: string, value: string): boolean {
  // What generators write where they know nothing better, and what usage texts call it: `--token TOKEN`.
  if (/^(?:string|true|false|null|undefined|…)$/.test(value)) return true;
  if (/^[A-Z_]+$/.test(value) && looksSecret(value)) return true;
  return /(?:^|[^a-z])code$/i.test(plainName(name)) && errorCode.test(value);
}

/** A part of a path between slashes: names of files are as random as secrets are. */
export function isSecretSegment(segment: string): boolean {
  return !isPlaceholder(segment) && (hasSecretForm(segment) || looksRandom(segment));
}

/** A placeholder, and around it little more than words that say what follows: no secret stands in it. */
export function isPlaceholder(value: string): boolean {
  const rest = value.replace(/\{\{[^{}]*\}\}|\$\{env:\w+\}/g, '');
  return rest !== value && rest.length < mostAround && !looksSecretValue(rest);
}

const mostAround = 40;

/** The environment variable that a secret of this name is looked for in. */
export function environmentName(name: string): string {
  const text = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toUpperCase();
  return text === '' ? 'SECRET' : /^\d/.test(text) ? `SECRET_${text}` : text;
}
