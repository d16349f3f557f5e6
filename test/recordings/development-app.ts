/** A package that computes five times as much outside production, and an application that does nothing but call it. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { out } from '../host/folders.ts';

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

export async function developmentApp(): Promise<string> {
  const folder = join(out, 'recorded-apps', 'development');
  await rm(folder, { recursive: true, force: true });
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}
