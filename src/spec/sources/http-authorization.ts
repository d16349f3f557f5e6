/** `Authorization` as people write it in `.http` files: REST clients make of it what is sent. */
import { Buffer } from 'node:buffer';

/** The header's value, or why there is none. */
export function authorizationOf(text: string): { readonly value: string } | { readonly reason: string } {
  const [scheme = '', ...words] = text.trim().split(/\s+/);
  switch (scheme.toLowerCase()) {
    case 'basic':
      return basic(text, words);
    case 'digest':
      // One that has been worked out before, by hand, is sent as it stands.
      return words.length > 0 && !/\busername\s*=/i.test(text)
        ? { reason: 'Digest authentication is not done' }
        : { value: text };
    case 'aws':
    case 'cognito':
      return words.length > 1 ? { reason: `${scheme} signatures are not made` } : { value: text };
    default:
      return { value: text };
  }
}

const placeholder = /\{\{[^{}]*\}\}|\$\{env:\w+\}/g;

/** `Basic user password` and `Basic user:password` are encoded; a single word is taken for what is encoded already. */
function basic(text: string, words: readonly string[]): { readonly value: string } | { readonly reason: string } {
  const all = words.join(' ');
  const known = all.replace(placeholder, '');
  const [user = '', ...password] = words;
  // Braces may have blanks in them.
  if (known !== all && !/[\s:]/.test(known)) return { value: text };
  if (known !== all) return { reason: 'what Basic encodes is known only while it is sent' };
  if (password.length > 0) return { value: encoded(`${user}:${password.join(' ')}`) };
  return { value: user.includes(':') ? encoded(user) : text };
}

function encoded(text: string): string {
  return `Basic ${Buffer.from(text, 'utf8').toString('base64')}`;
}
