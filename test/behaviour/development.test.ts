/** A package that checks more outside production: found where it is asked to, and left alone in production. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReportAdvice } from '../../src/model/report-findings.ts';
import { leftBehindSoon, measure, nodeOf, testMs } from '../world/leanscope.ts';

const build = (rounds: number) => `'use strict';
exports.render = () => {
  let x = 0;
  for (let i = 0; i < ${rounds}; i++) x = (x * 31 + i) % 1000003;
  return String(x);
};
`;
const files: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({ name: 'shown', private: true }),
  'server.cjs': `const { render } = require('widget');
require('node:http').createServer((request, response) => response.end(render())).listen(0, '127.0.0.1');
`,
  'node_modules/widget/package.json': JSON.stringify({ name: 'widget', version: '1.0.0', main: 'index.js' }),
  'node_modules/widget/index.js': `module.exports = require(
  process.env.NODE_ENV === 'production' ? './cjs/widget.production.js' : './cjs/widget.development.js');
`,
  'node_modules/widget/cjs/widget.production.js': build(20_000),
  'node_modules/widget/cjs/widget.development.js': build(100_000),
};

describe('development mode', function () {
  this.timeout(testMs);
  let folder = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'leanscope-development-'));
    await mkdir(join(folder, 'node_modules', 'widget', 'cjs'), { recursive: true });
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  });

  const found = async (nodeEnv: string): Promise<readonly ReportAdvice[]> => {
    const command = [await nodeOf(24), 'server.cjs'];
    const { advice } = await measure(folder, 1, command, { env: { NODE_ENV: nodeEnv } });
    // The loop of the package is nearly all that a request takes.
    return advice.filter(({ rule }) => rule === 'development-mode');
  };

  it('is found by what a package does in it', async () => {
    const [finding, ...more] = await found('');
    assert.match(finding?.title ?? '', /^widget works as in development \(NODE_ENV unset\)/);
    assert.equal(more.length, 0);
  });

  it('is not found in production', async () => {
    assert.deepEqual(await found('production'), []);
  });

  after(async () => {
    await rm(folder, { recursive: true, force: true });
    assert.deepEqual(await leftBehindSoon(), []);
  });
});
