import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

interface Waste {
  readonly id: string;
  readonly function: string;
  readonly file: string;
  readonly line: number;
  readonly kind: string;
  readonly route: string;
}

const shop = new URL('../apps/shop/', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, shop), 'utf8');
const wastes = JSON.parse(read('WASTES.json')) as Waste[];

describe('the documented wastes of the shop', () => {
  for (const waste of wastes) {
    it(`${waste.id}: ${waste.function} is declared at ${waste.file}:${waste.line}`, () => {
      const declaration = `function ${waste.function}(`;
      const lines = read(waste.file).split('\n');
      const declaredAt = lines.flatMap((text, index) => (text.includes(declaration) ? [index + 1] : []));
      assert.deepEqual(declaredAt, [waste.line]);
    });
  }

  it('have distinct functions and known kinds', () => {
    assert.equal(new Set(wastes.map((waste) => waste.function)).size, wastes.length);
    for (const { kind } of wastes) assert.ok(['cpu', 'allocation', 'bytes'].includes(kind), kind);
  });

  it('are all reached by the scenario of the shop', () => {
    const { scenario } = JSON.parse(read('leanscope.json')) as {
      scenario: { requests: { method: string; path: string }[] };
    };
    const sent = scenario.requests.map(({ method, path }) => `${method} ${path.split('?')[0] ?? ''}`);
    for (const { route } of wastes) {
      const pattern = new RegExp(`^${route.replace(/:\w+/g, '[^/]+')}$`);
      assert.ok(
        sent.some((request) => pattern.test(request)),
        route,
      );
    }
  });
});
