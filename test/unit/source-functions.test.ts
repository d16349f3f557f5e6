import assert from 'node:assert/strict';
import { functionsOf } from '../../src/symbolicate/source-functions.ts';

/** Every function is written as `{ "its name" }` or `=> "its name"`: what it should be called stands in it. */
const source = `
function declared() { "declared" }
async function* generator() { "generator" }
const arrow = () => "arrow";
let typed: (a: number) => string = ((a) => "typed") satisfies unknown as never;
exports.assigned = function () { "assigned" };
assignedTo.path.last ??= () => "last";
const { given = () => "given" } = options;
const object = { method() { "method" }, property: () => "property", 'quoted name': () => "quoted name", [computed]: () => "?" };
export default () => "default";
rows.map((row) => "?");
export class Shop<T> extends Base {
  static #secret = () => "#secret";
  field = async () => "field";
  constructor(private readonly items: T[]) { super(); "Shop" }
  get size(): number { "size" }
  #hidden() { "#hidden" }
  @Get(':id') find(@Param('id') id: string) { "find" }
  overloaded(a: string): void;
  overloaded(a: unknown): void { "overloaded" }
  [Symbol.iterator]() { "?" }
}
const Named = class { constructor() { "Named" } };
function outer() { function inner() { "inner" } return inner; "outer" }
`;

describe('functions in an original source', () => {
  const found = functionsOf(source, 'shop.ts');

  it('have the names that their author, or the language, gave them', () => {
    const wrong = found.flatMap(({ name = '?', bodyStart, end }) => {
      const body = source.slice(bodyStart, end);
      // Of functions in functions, the last name in the body is that of the outer one.
      const own = [...body.matchAll(/"([^"]+)"/g)].at(-1)?.[1];
      return own === name ? [] : [`${name}: ${body}`];
    });
    assert.deepEqual(wrong, []);
    // One body less than there are words in quotes would be one function unseen.
    assert.equal(found.length, [...source.matchAll(/"[^"]+"/g)].length);
  });

  it('begin where they are declared, and their body after their parameters', () => {
    const find = found.find(({ name }) => name === 'find');
    assert.ok(find);
    assert.match(source.slice(find.start, find.bodyStart), /find\(@Param\('id'\) id: string\) $/);
  });

  it('are found in JSX, and in JavaScript with a mistake in it', () => {
    const page = 'export const Page = ({ rows }) => <ul onClick={() => go()}>{rows}</ul>;';
    assert.deepEqual(
      functionsOf(page, 'page.tsx').map(({ name }) => name),
      ['Page', undefined],
    );
    assert.deepEqual(
      functionsOf('let twice; let twice; function kept() {}', 'a.js').map(({ name }) => name),
      ['kept'],
    );
  });

  it('are none in what is no JavaScript', () => {
    assert.deepEqual(functionsOf('<template>{{ rows }</template>', 'page.vue'), []);
  });
});
