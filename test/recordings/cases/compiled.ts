/** One program in TypeScript, compiled in the ways that TypeScript is compiled: its three kernels are found by name, file and line. */
import assert from 'node:assert/strict';
import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../../../src/model/report.ts';
import { cacheFolder } from '../../host/cache.ts';
import { out, root } from '../../host/folders.ts';
import { installAside } from '../../host/install/packages.ts';
import { app } from '../../world/leanscope.ts';
import type { NodeMajor, RecordingCase, Truth } from '../case.ts';
import { functionNamed, linesOf, truth } from './checks.ts';

const kernels = { alpha: 'alpha.ts', beta: 'beta.ts', spin: 'gamma.ts' } as const;
type Kernel = keyof typeof kernels;
const names = Object.keys(kernels) as readonly Kernel[];

/** Where a kernel is declared, where it ends, and the line that takes nearly all of its time: 1-based, found in the text itself. */
function placeOf(name: Kernel) {
  const file = `src/${kernels[name]}`;
  const lines = linesOf('compiled', file);
  const at = (pattern: RegExp): number => lines.findIndex((line) => pattern.test(line)) + 1;
  const line = at(new RegExp(`(?:function |const |override )${name}\\b`));
  const indent = /^\s*/.exec(lines[line - 1] ?? '')?.[0] ?? '';
  const endLine = lines.findIndex((text, index) => index >= line && text.startsWith(`${indent}}`)) + 1;
  return { file, line, endLine, hottest: at(/state = \(state/) };
}

/** Webpack's getters for exports have their names too, on one line of the compiled text: a kernel takes several. */
const placed = ({ functions }: Report, name: Kernel) =>
  functions.filter((each) => each.name === name && each.line !== undefined && each.line !== each.endLine);

const placesAre = truth('each kernel is at its lines of the TypeScript, with a good part of the time', (report) => {
  for (const name of names) {
    const { file, line, endLine } = placeOf(name);
    const found = placed(report, name);
    assert.deepEqual(
      found.map((each) => [each.file, each.line, each.endLine]),
      [[file, line, endLine]],
    );
    const share = found[0]?.selfShare ?? 0;
    assert.ok(share > 0.05, `${name} has ${share} of the time`);
  }
});

/** Constructors have a sample now and then. */
const hotLines = ({ lines, totals }: Report, wanted: string): readonly number[] =>
  lines
    .filter(({ file, selfCpuMsPerRequest }) => file === wanted && selfCpuMsPerRequest > totals.cpuMsPerRequest / 50)
    .map(({ line }) => line);

// Better no line than a wrong one.
const linesInside = truth('no hot line is outside of the kernel of its file', (report) => {
  for (const { file, line, endLine } of names.map(placeOf))
    for (const hot of hotLines(report, file)) assert.ok(hot >= line && hot <= endLine, `${file}:${hot}`);
});

const hottestLines = truth('the hottest line of each file is that of its loop', (report) => {
  for (const { file, hottest } of names.map(placeOf)) assert.equal(hotLines(report, file)[0], hottest, file);
});

const noDoubts = truth('no source map of the application is doubted', ({ quality }) => {
  const doubts = quality.warnings.filter(
    (warning) => warning.includes('source map') && !warning.includes('node_modules'),
  );
  assert.deepEqual(doubts, []);
});

interface Compiled extends Pick<RecordingCase, 'command' | 'env'> {
  readonly name: string;
  readonly node: NodeMajor;
  readonly app?: RecordingCase['app'];
  /** False where a line of the compiled text holds whole functions: V8 tells no column of a sample. */
  readonly lines?: boolean;
  readonly truths?: readonly Truth[];
}

const compiled = ({ name, node, lines = true, truths, ...how }: Compiled): RecordingCase => ({
  app: 'compiled',
  ...how,
  name: `compiled-${name}-node-${node}`,
  node,
  flags: [],
  by: 'sampler',
  derivation: 'from the TypeScript: where each kernel begins and ends, and which line has its loop',
  truths: truths ?? [placesAre, linesInside, ...(lines ? [hottestLines] : []), noDoubts],
});

const builds: Readonly<Record<string, readonly NodeMajor[]>> = {
  'tsc-module': [20, 22, 26],
  tsc: [24],
  'tsc-es2015-inline': [24],
  esbuild: [24],
  'esbuild-minified': [20, 22, 26],
  'esbuild-minified-inline': [24],
  'esbuild-minified-no-content': [24],
  swc: [24],
  'swc-minified': [24],
  'webpack-cheap': [24],
  'webpack-development': [24],
  'webpack-production': [20, 22, 26],
  'webpack-production-swc': [24],
};

const built = Object.entries(builds).flatMap(([build, nodes]) =>
  nodes.map((node) =>
    compiled({
      name: build,
      node,
      command: ['node', `built/${build}/main.js`],
      lines: !/minified|production/.test(build),
    }),
  ),
);

const tsx = `file://${join(root, 'node_modules', 'tsx', 'dist', 'loader.mjs')}`;
const throughTsx = ([20, 26] as const).map((node) =>
  compiled({ name: 'tsx', node, command: ['node', '--import', tsx, 'src/main.ts'], lines: false }),
);

const stripped = ([22, 24, 26] as const).map((node) =>
  compiled({
    name: 'stripped',
    node,
    command: ['node', ...(node === 22 ? ['--experimental-strip-types', '--no-warnings'] : []), 'src/main.ts'],
  }),
);

const tsNodeTools = join(cacheFolder, 'ts-node');
const tsNodeOptions = {
  target: 'es2022',
  module: 'commonjs',
  moduleResolution: 'node10',
  allowImportingTsExtensions: true,
};

const throughTsNode = compiled({
  name: 'ts-node',
  node: 24,
  app: async () => {
    if (!existsSync(tsNodeTools)) await installAside(tsNodeTools, ['ts-node@10.9.2', 'typescript@5.9.3'], process.env);
    const folder = await emptyFolder('ts-node');
    await cp(join(app('compiled'), 'src'), join(folder, 'src'), { recursive: true });
    await writeFile(join(folder, 'package.json'), '{ "type": "commonjs" }');
    return folder;
  },
  command: [
    'node',
    '--require',
    join(tsNodeTools, 'node_modules', 'ts-node', 'register', 'transpile-only.js'),
    'src/main.ts',
  ],
  env: {
    TS_NODE_COMPILER: join(tsNodeTools, 'node_modules', 'typescript'),
    TS_NODE_COMPILER_OPTIONS: JSON.stringify(tsNodeOptions),
    TS_NODE_SKIP_PROJECT: 'true',
  },
});

async function emptyFolder(name: string): Promise<string> {
  const folder = join(out, 'recorded-apps', name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return folder;
}

async function copyOfModule(folder: string): Promise<void> {
  await cp(join(app('compiled'), 'built', 'tsc-module'), join(folder, 'built', 'tsc-module'), { recursive: true });
  await cp(join(app('compiled'), 'src'), join(folder, 'src'), { recursive: true });
}

const inMonorepo = compiled({
  name: 'monorepo',
  node: 24,
  app: async () => {
    const folder = await emptyFolder('monorepo');
    const library = join(folder, 'packages', 'kernels');
    await copyOfModule(library);
    await mkdir(join(folder, 'packages', 'app', 'node_modules'), { recursive: true });
    await symlink(library, join(folder, 'packages', 'app', 'node_modules', 'kernels'));
    await writeFile(join(folder, 'packages', 'app', 'main.mjs'), "import 'kernels/built/tsc-module/main.js';\n");
    return folder;
  },
  command: ['node', 'packages/app/main.mjs'],
  truths: [
    truth('a package that is linked into node_modules is the workspace’s own, at its lines', (report) => {
      for (const name of names) {
        const { file, line } = placeOf(name);
        const found = report.functions.filter((each) => each.name === name);
        assert.deepEqual(
          found.map((each) => [each.file, each.line, each.origin]),
          [[`packages/kernels/${file}`, line, 'app']],
        );
      }
    }),
  ],
});

const olderThanItsSource = compiled({
  name: 'stale',
  node: 24,
  app: async () => {
    const folder = await emptyFolder('stale');
    await copyOfModule(folder);
    const source = join(folder, 'src', 'alpha.ts');
    await writeFile(source, `// One line more.\n${await readFile(source, 'utf8')}`);
    return folder;
  },
  command: ['node', 'built/tsc-module/main.js'],
  truths: [
    truth('where the source was edited after the build, nothing stands at a wrong line', (report) => {
      assert.equal(functionNamed(report, 'alpha').file, 'built/tsc-module/alpha.js');
      assert.equal(functionNamed(report, 'beta').file, 'src/beta.ts');
      assert.deepEqual(
        report.lines.filter(({ file }) => file === 'src/alpha.ts'),
        [],
      );
    }),
    truth('the warning names both files', ({ quality }) => {
      const [doubt = ''] = quality.warnings.filter((warning) => warning.includes('source map'));
      assert.match(doubt, /built\/tsc-module\/alpha\.js: .* does not fit .*src\/alpha\.ts/);
    }),
  ],
});

export const compiledCases: readonly RecordingCase[] = [
  ...built,
  ...throughTsx,
  ...stripped,
  throughTsNode,
  inMonorepo,
  olderThanItsSource,
];
