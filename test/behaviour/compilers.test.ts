/** One program in TypeScript, compiled in the ways that TypeScript is compiled: its three kernels are found by name, file and line. */
import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../src/model/report.ts';
import { conclude } from '../../src/run.ts';
import { cacheFolder } from '../host/cache.ts';
import { installAside } from '../host/install/packages.ts';
import { createSampler, type Sampler } from '../sampled-program.ts';
import { app, leftBehindSoon, nodeOf, testMs } from '../world/leanscope.ts';

const folder = app('compiled');
const tsx = join(import.meta.dirname, '..', '..', 'node_modules', 'tsx', 'dist', 'loader.mjs');
const kernels = { alpha: 'alpha.ts', beta: 'beta.ts', spin: 'gamma.ts' };

/** Where a kernel is declared and where it ends: 1-based, found in the text itself. */
function placeOf(name: keyof typeof kernels) {
  const lines = readFileSync(join(folder, 'src', kernels[name]), 'utf8').split('\n');
  const at = (pattern: RegExp): number => lines.findIndex((line) => pattern.test(line)) + 1;
  const line = at(new RegExp(`(?:function |const |override )${name}\\b`));
  const indent = /^\s*/.exec(lines[line - 1] ?? '')?.[0] ?? '';
  const endLine = lines.findIndex((text, index) => index >= line && text.startsWith(`${indent}}`)) + 1;
  return { file: `src/${kernels[name]}`, line, endLine };
}

/** By name, file and lines: the program computes in these three and hardly elsewhere, so that any stretch of it meets them. */
function assertFound(report: Report): void {
  for (const name of Object.keys(kernels) as (keyof typeof kernels)[]) {
    const place = placeOf(name);
    // Webpack's getters for exports have their names too, and no place in any source.
    const found = report.functions.filter((each) => each.name === name && each.line !== undefined);
    assert.deepEqual(
      found.map(({ file, line, endLine }) => ({ file, line, endLine })),
      [place],
      name,
    );
  }
  const doubts = report.quality.warnings.filter(
    (warning) => warning.includes('source map') && !warning.includes('node_modules'),
  );
  assert.deepEqual(doubts, []);
}

describe('compiled by', function () {
  this.timeout(testMs);
  let sampler: Sampler;
  before(async () => {
    sampler = await createSampler();
  });
  after(() => sampler.dispose());

  const measure = async (command: readonly string[], cwd = folder, env = {}): Promise<Report> =>
    conclude(await sampler.sample(command, cwd, env));

  // What differs between versions of Node.js is what V8 says of a function; all compilers are tested on stored recordings.
  for (const major of [20, 22, 24, 26]) {
    it(`esbuild and webpack, minified, on Node.js ${major}`, async () => {
      const node = await nodeOf(major);
      for (const build of ['esbuild-minified', 'webpack-production'])
        assertFound(await measure([node, `built/${build}/main.js`]));
    });

    it(`tsx as it runs, on Node.js ${major}`, async () => {
      assertFound(await measure([await nodeOf(major), '--import', `file://${tsx}`, 'src/main.ts']));
    });
  }

  for (const major of [22, 24, 26]) {
    it(`Node.js ${major} itself, which strips the types`, async () => {
      const flags = major === 22 ? ['--experimental-strip-types', '--no-warnings'] : [];
      assertFound(await measure([await nodeOf(major), ...flags, 'src/main.ts']));
    });
  }

  it('ts-node as it runs', async () => {
    const tools = join(cacheFolder, 'ts-node');
    if (!existsSync(tools)) await installAside(tools, ['ts-node@10.9.2', 'typescript@5.9.3'], process.env);
    const copy = await mkdtemp(join(tmpdir(), 'leanscope-ts-node-'));
    try {
      await cp(join(folder, 'src'), join(copy, 'src'), { recursive: true });
      await writeFile(join(copy, 'package.json'), '{ "type": "commonjs" }');
      const options = { target: 'es2022', module: 'commonjs', moduleResolution: 'node10' };
      const env = { TS_NODE_COMPILER_OPTIONS: JSON.stringify({ ...options, allowImportingTsExtensions: true }) };
      const register = join(tools, 'node_modules', 'ts-node', 'register', 'transpile-only.js');
      assertFound(await measure([await nodeOf(24), '--require', register, 'src/main.ts'], copy, env));
    } finally {
      await rm(copy, { recursive: true, force: true });
    }
  });

  it('tsc, in a package of a monorepo that is linked into node_modules', async () => {
    const root = await mkdtemp(join(tmpdir(), 'leanscope-monorepo-'));
    try {
      const library = join(root, 'packages', 'kernels');
      await cp(join(folder, 'built', 'tsc-module'), join(library, 'built', 'tsc-module'), { recursive: true });
      await cp(join(folder, 'src'), join(library, 'src'), { recursive: true });
      await mkdir(join(root, 'packages', 'app', 'node_modules'), { recursive: true });
      await symlink(library, join(root, 'packages', 'app', 'node_modules', 'kernels'));
      await writeFile(join(root, 'packages', 'app', 'main.mjs'), "import 'kernels/built/tsc-module/main.js';\n");
      const { functions } = await measure([await nodeOf(24), 'packages/app/main.mjs'], root);
      for (const name of Object.keys(kernels) as (keyof typeof kernels)[]) {
        const { file, line } = placeOf(name);
        const found = functions.filter((each) => each.name === name);
        assert.deepEqual(
          found.map((each) => [each.file, each.line, each.origin]),
          [[`packages/kernels/${file}`, line, 'app']],
        );
      }
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  });

  it('a build that is older than its source: the warning names both, and nothing stands at a wrong line', async () => {
    const copy = await mkdtemp(join(tmpdir(), 'leanscope-stale-'));
    try {
      await cp(join(folder, 'built', 'tsc-module'), join(copy, 'built', 'tsc-module'), { recursive: true });
      await cp(join(folder, 'src'), join(copy, 'src'), { recursive: true });
      const source = join(copy, 'src', 'alpha.ts');
      await writeFile(source, `// One line more.\n${await readFile(source, 'utf8')}`);
      const report = await measure([await nodeOf(24), 'built/tsc-module/main.js'], copy);
      const of = (name: string) => report.functions.find((each) => each.name === name)?.file;
      assert.deepEqual([of('alpha'), of('beta')], ['built/tsc-module/alpha.js', 'src/beta.ts']);
      assert.deepEqual(
        report.lines.filter(({ file }) => file === 'src/alpha.ts'),
        [],
      );
      const [doubt = ''] = report.quality.warnings.filter((warning) => warning.includes('source map'));
      assert.match(doubt, /built\/tsc-module\/alpha\.js: .* does not fit .*src\/alpha\.ts/);
    } finally {
      await rm(copy, { recursive: true, force: true });
    }
  });

  afterEach(async () => {
    assert.deepEqual(await leftBehindSoon(), []);
  });
});
