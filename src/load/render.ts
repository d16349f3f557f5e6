/** Turns a request with placeholders into one that can be sent. */
import { randomInt, randomUUID } from 'node:crypto';
import process from 'node:process';
import { parseTemplate, type TemplatePart } from '../model/template.ts';

export type Values = ReadonlyMap<string, string>;

export interface Template {
  /** Nothing in it depends on the user or the moment. */
  readonly fixed: boolean;
  /** It is another each time it is sent. */
  readonly generated: boolean;
  /** Names of the users' values in it. */
  readonly names: readonly string[];
  render(values: Values): string;
}

/** A name that no value is known for stays as it stands: in a body, double braces may be meant. */
export function compileTemplate(text: string, environment = process.env): Template {
  const parts = parseTemplate(text).map((part) =>
    part.kind === 'environment' ? { kind: 'text' as const, text: environment[part.name] ?? '' } : part,
  );
  const names = parts.flatMap((part) => (part.kind === 'value' ? [part.name] : []));
  const generated = parts.some(({ kind }) => kind === 'generated');
  return {
    fixed: names.length === 0 && !generated,
    generated,
    names,
    render: (values) => parts.map((part) => renderPart(part, values)).join(''),
  };
}

function renderPart(part: TemplatePart, values: Values): string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'value':
      return values.get(part.name) ?? `{{${part.name}}}`;
    case 'generated':
      return generate(part.generator, part.words);
    case 'environment':
      return '';
  }
}

function generate(generator: string, words: readonly string[]): string {
  switch (generator) {
    case '$uuid':
    case '$guid':
      return randomUUID();
    case '$randomInt': {
      const [low, high] = [Number(words[0] ?? 0), Number(words[1] ?? 1000)];
      return String(high > low ? randomInt(low, high) : low);
    }
    case '$timestamp':
      return String(Math.floor((Date.now() + Number(words[0] ?? 0)) / 1000));
    case '$isoTimestamp':
      return new Date(Date.now() + Number(words[0] ?? 0)).toISOString();
    default:
      return `{{${[generator, ...words].join(' ')}}}`;
  }
}
