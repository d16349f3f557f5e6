/** A value of an answer as it is shown: short, and no secret. */
import { shownText } from '../../model/without-secrets.ts';
import { isSecret } from '../../model/secrets.ts';

const mostCharacters = 80;

export function shownValue(at: string, text: string): string {
  // A cookie's value never comes here; its header is named like a secret all the same.
  if (at === 'header set-cookie') return text;
  // What is in it has names of its own.
  if (text.startsWith('{')) return '{…}';
  if (text.startsWith('[')) return '[…]';
  const name =
    at
      .split(/[.[\]\s]+/)
      .filter((part) => part !== '' && !/^\d+$/.test(part))
      .at(-1) ?? '';
  const plain = isSecret(name, text.replace(/^"|"$/g, '')) ? '(hidden)' : shownText(text);
  return plain.length > mostCharacters ? `${plain.slice(0, mostCharacters - 1)}…` : plain;
}
