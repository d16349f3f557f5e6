/** Where in a function's text it calls into a package. */
import assert from 'node:assert/strict';
import { callSites } from '../../src/attribute/call-site.ts';
import type { Profile } from '../../src/model/profile.ts';

const file = 'src/orders.ts';

interface Asked {
  readonly package: string;
  readonly entry: string;
  /** Of the calling function, 1-based. */
  readonly line: number;
  /** Absent for all of a file. */
  readonly endLine?: number;
}

/** @returns the text of the line, to be checked by eye */
function lineAt(source: string, { line, endLine, ...called }: Asked): string | undefined {
  const place = endLine === undefined ? { name: '(anonymous)', line } : { name: 'f', line, endLine };
  const caller = { id: 'f', file, origin: 'app', ...place } as const;
  const profile: Profile = {
    ...{ functions: [caller], cpu: [], allocations: [], live: [], routes: [], warnings: [] },
    ...{ bailouts: new Map(), sources: new Map([[file, source]]) },
  };
  const found = callSites(profile)({ caller: 0, ...called });
  return found === undefined ? undefined : source.split('\n')[found - 1]?.trim();
}

describe('the line of a call into a package', () => {
  it('is that of the imported function of that name', () => {
    const source = `import { cloneDeep as copy, sortBy } from 'lodash';
import * as _ from 'lodash';
function listOrders(orders: Order[]) {
  const own = _.cloneDeep(orders);
  return sortBy(own, 'id');
}`;
    const asked = { package: 'lodash', line: 3, endLine: 6 };
    assert.equal(lineAt(source, { ...asked, entry: 'cloneDeep' }), 'const own = _.cloneDeep(orders);');
    assert.equal(lineAt(source, { ...asked, entry: 'sortBy' }), "return sortBy(own, 'id');");
  });

  it('is that of the only call on a name from the package, where the function has another name', () => {
    const source = `const { parse: read } = require('@scope/reader/sync');
function load(text) {
  check(text);
  return read(text);
}`;
    const asked = { package: '@scope/reader', entry: 'readSync', line: 2, endLine: 5 };
    assert.equal(lineAt(source, asked), 'return read(text);');
  });

  it('is found by what was made of the package, and along a chain of calls', () => {
    const source = `import knex from 'knex';
const db = knex({ client: 'pg' });
async function find(id) {
  const rows = db('orders')
    .where({ id })
    .toSQL();
  return rows;
}`;
    const asked = { package: 'knex', line: 3, endLine: 8 };
    assert.equal(lineAt(source, { ...asked, entry: 'toSQL' }), '.toSQL();');
    assert.equal(lineAt(source, { ...asked, entry: 'where' }), '.where({ id })');
  });

  it('is found by its name alone, where the object comes from elsewhere', () => {
    const source = `function handle(request, response) {
  const order = schema.parse(request.body);
  response.json(order);
}`;
    const asked = { line: 1, endLine: 4 };
    assert.equal(lineAt(source, { ...asked, package: 'express', entry: 'json' }), 'response.json(order);');
    assert.equal(
      lineAt(source, { ...asked, package: 'zod', entry: 'ZodObject.parse' }),
      'const order = schema.parse(request.body);',
    );
  });

  it('is not known where it could be one of several lines, and is where they are one', () => {
    const source = `import { clone } from 'copies';
function twice(a, b) {
  const first = clone(a);
  return [first, clone(b)];
}
function once(a, b) {
  return [clone(a), clone(b)];
}`;
    const asked = { package: 'copies', entry: 'clone' };
    assert.equal(lineAt(source, { ...asked, line: 2, endLine: 5 }), undefined);
    assert.equal(lineAt(source, { ...asked, line: 6, endLine: 8 }), 'return [clone(a), clone(b)];');
  });

  it('is found in what a file does when it is loaded, and where it loads the package', () => {
    const source = `const _ = require('lodash');
const later = (x) => _.cloneDeep(x);
_.cloneDeep([]);
later(1);`;
    const asked = { package: 'lodash', line: 1 };
    assert.equal(lineAt(source, { ...asked, entry: 'cloneDeep' }), '_.cloneDeep([]);');
    assert.equal(lineAt(source, { ...asked, entry: '(anonymous)' }), "const _ = require('lodash');");
  });

  it('is not looked for in functions inside, which V8 samples on their own', () => {
    const source = `import { format } from 'dates';
function table(rows) {
  return rows.map((row) => {
    return format(row);
  });
}`;
    const asked = { package: 'dates', entry: 'format' };
    assert.equal(lineAt(source, { ...asked, line: 2, endLine: 6 }), undefined);
    assert.equal(lineAt(source, { ...asked, line: 3, endLine: 5 }), 'return format(row);');
  });

  it('is not known where the text is not, or is in no language that is known here', () => {
    const asked = { package: 'copies', entry: 'clone', line: 1, endLine: 3 };
    assert.equal(lineAt('fun main() = clone((', asked), undefined);
  });
});
