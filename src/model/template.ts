/** Text with placeholders: `{{name}}`, `{{$generator arguments}}` and `${env:NAME}`. */

export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly name: string }
  | { readonly kind: 'generated'; readonly generator: string; readonly words: readonly string[] }
  | { readonly kind: 'environment'; readonly name: string };

const placeholder = /\{\{([^{}]*)\}\}|\$\{env:(\w+)\}/g;

/** `$timestamp` and `$isoTimestamp` take how much later than now it is, ms. */
export const generators: readonly string[] = ['$uuid', '$guid', '$randomInt', '$timestamp', '$isoTimestamp'];

export function parseTemplate(text: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let end = 0;
  for (const found of text.matchAll(placeholder)) {
    if (found.index > end) parts.push({ kind: 'text', text: text.slice(end, found.index) });
    parts.push(partOf(found[1], found[2]));
    end = found.index + found[0].length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}

function partOf(inner: string | undefined, environment: string | undefined): TemplatePart {
  if (environment !== undefined) return { kind: 'environment', name: environment };
  const [first = '', ...words] = (inner ?? '').trim().split(/\s+/);
  return first.startsWith('$')
    ? { kind: 'generated', generator: first, words }
    : { kind: 'value', name: (inner ?? '').trim() };
}
