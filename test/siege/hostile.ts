/** Values and texts that programs stumble over. */

export const hostileTexts: readonly string[] = [
  '',
  ' ',
  '\u0000',
  '\u001b]0;pwned\u0007\u001b[31m',
  '\u009b2J',
  '\u202egpj.exe',
  '\ud800',
  '../../../../etc/passwd',
  '/dev/zero',
  '/proc/self/environ',
  '__proto__',
  'constructor',
  'toString',
  '${env:HOME}',
  '{{a}}{{a}}{{a}}',
  '$(touch pwned)',
  '`touch pwned`',
  '"; touch pwned; "',
  '</script><script>alert(1)</script>',
  '[text](javascript:alert(1))',
  '%00',
  '%',
  '%ff%fe',
  'http://[',
  'file:///etc/passwd',
  'data:text/plain;base64,####',
  'javascript:alert(1)',
  'NaN',
  '1e999',
  '-0',
  'a'.repeat(70_000),
  'ü'.repeat(3_000),
  '\n'.repeat(20_000),
  ' '.repeat(50_000) + 'x',
  '(a+)+$',
  '🧨',
  '2024-13-45T99:99:99Z',
];

export const hostileValues: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  0.5,
  1e308,
  -1e308,
  1e-320,
  2 ** 53,
  4_294_967_296,
  2_147_483_648,
  -2_147_483_649,
  [],
  {},
  [[]],
  [null],
  [{}],
  { length: -1 },
  { toString: 1 },
  { __proto__: null, constructor: { prototype: 1 } },
  Array.from({ length: 5_000 }, (_, i) => i),
  Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`k${i}`, i])),
];

/** Nested deeper than any reader that calls itself for each level can follow. */
export function nested(depth: number): string {
  return `${'['.repeat(depth)}${']'.repeat(depth)}`;
}

export function nestedObjects(depth: number): string {
  return `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
}
