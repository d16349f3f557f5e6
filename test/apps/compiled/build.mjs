/**
 * Compiles `src/` in the ways that TypeScript is compiled, into `built/`, which is kept: the tests then need none of these
 * tools. They are installed aside, in the cache folder (`LEANSCOPE_CACHE`, else `~/.cache/leanscope`). To make it all again:
 *
 *     node build.mjs
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

const packages = [
  'esbuild@0.28.2',
  'webpack@5.112.2',
  'ts-loader@9.6.2',
  'swc-loader@0.2.7',
  '@swc/core@1.16.22',
  'typescript@5.9.3',
  'ts-node@10.9.2',
];
const root = import.meta.dirname;
const tools = join(process.env.LEANSCOPE_CACHE ?? join(homedir(), '.cache', 'leanscope'), 'compilers');
const built = (...parts) => join(root, 'built', ...parts);
const require = createRequire(join(tools, 'package.json'));
const entry = join(root, 'src', 'main.ts');

if (!existsSync(join(tools, 'node_modules', 'typescript'))) {
  mkdirSync(tools, { recursive: true });
  writeFileSync(join(tools, 'package.json'), '{ "private": true }');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', ...packages], { cwd: tools, stdio: 'inherit' });
}
rmSync(built(), { recursive: true, force: true });

function folder(name, type = 'commonjs') {
  mkdirSync(built(name), { recursive: true });
  writeFileSync(built(name, 'package.json'), `${JSON.stringify({ type })}\n`);
  return built(name);
}

async function esbuild(name, options) {
  const outfile = join(folder(name, options.format === 'esm' ? 'module' : 'commonjs'), 'main.js');
  await require('esbuild').build({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    sourcemap: true,
    outfile,
    logLevel: 'warning',
    ...options,
  });
}

function webpack(name, loader, options) {
  const config = {
    entry,
    target: 'node',
    output: { path: folder(name), filename: 'main.js' },
    module: { rules: [{ test: /\.ts$/, use: loader }] },
    // The compiler has turned the imports of .ts files into .js.
    resolve: { extensionAlias: { '.js': ['.ts'] } },
    resolveLoader: { modules: [join(tools, 'node_modules')] },
    context: root,
    ...options,
  };
  return new Promise((settle, reject) => {
    require('webpack')(config, (error, stats) => {
      if (error) reject(error);
      else if (stats.hasErrors()) reject(new Error(stats.toString()));
      else settle();
    });
  });
}

function tsc(name, type, options) {
  const args = ['--outDir', folder(name, type), '--noCheck', ...options];
  execFileSync(process.execPath, [require.resolve('typescript/lib/tsc.js'), ...args], { cwd: root, stdio: 'inherit' });
}

function swc(name, options) {
  folder(name);
  for (const file of readdirSync(join(root, 'src'))) {
    const { code, map } = require('@swc/core').transformFileSync(join(root, 'src', file), {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022', ...options.jsc },
      module: { type: 'commonjs' },
      sourceMaps: true,
      sourceFileName: `../../src/${file}`,
      minify: options.minify ?? false,
    });
    const out = file.replace('.ts', '.js');
    writeFileSync(built(name, out), `${code.replaceAll('.ts"', '.js"')}\n//# sourceMappingURL=${out}.map\n`);
    writeFileSync(built(name, `${out}.map`), map);
  }
}

const swcLoader = { loader: 'swc-loader', options: { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } } };
const tsLoader = {
  loader: 'ts-loader',
  options: {
    transpileOnly: true,
    compiler: join(tools, 'node_modules', 'typescript'),
    configFile: join(root, 'tsconfig.json'),
    compilerOptions: { module: 'esnext', moduleResolution: 'bundler' },
  },
};

await esbuild('esbuild', {});
await esbuild('esbuild-minified', { minify: true });
await esbuild('esbuild-minified-inline', { minify: true, sourcemap: 'inline', format: 'esm' });
await esbuild('esbuild-minified-no-content', { minify: true, sourcesContent: false });
await webpack('webpack-production', tsLoader, { mode: 'production', devtool: 'source-map' });
await webpack('webpack-production-swc', swcLoader, { mode: 'production', devtool: 'inline-source-map' });
await webpack('webpack-development', tsLoader, { mode: 'development', devtool: 'eval-source-map' });
await webpack('webpack-cheap', tsLoader, { mode: 'development', devtool: 'cheap-module-source-map' });
tsc('tsc', 'commonjs', ['--sourceMap', '--target', 'es2022', '--module', 'commonjs', '--moduleResolution', 'node10']);
tsc('tsc-es2015-inline', 'commonjs', [
  ...['--sourceMap', 'false', '--inlineSourceMap', '--inlineSources'],
  ...['--target', 'es2015', '--module', 'commonjs', '--moduleResolution', 'node10'],
]);
tsc('tsc-module', 'module', ['--sourceMap', '--target', 'es2022', '--module', 'nodenext', '--sourceRoot', '../../src']);
swc('swc', {});
swc('swc-minified', { minify: true, jsc: { minify: { compress: true, mangle: true } } });

for (const name of readdirSync(built())) {
  const text = readFileSync(built(name, 'main.js'), 'utf8');
  console.log(name, text.length, text.includes(root) ? 'NAMES THE FOLDER IT WAS BUILT IN' : '');
}
