/** Builds the bundles in dist/: the command line, the four programs it starts, the extension and the report page. */
import { build } from 'esbuild';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';

const production = !process.argv.includes('--development');

const shared = {
  bundle: true,
  minify: production,
  lineLimit: 160,
  keepNames: true,
  legalComments: 'none',
  logLevel: 'warning',
  sourcemap: production ? false : 'linked',
};

/** Half of the command line's bundle, with Unicode's tables: loaded when the first expression is looked at, which most calls never do. */
const loadedWhenUsed = {
  name: 'loaded-when-used',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^scslre$/ }, ({ pluginData, path }) =>
      pluginData === 'itself' ? undefined : { path, namespace: 'loaded-when-used' },
    );
    onLoad({ filter: /.*/, namespace: 'loaded-when-used' }, ({ path }) => ({
      contents: `export const analyse = (...given) => require(${JSON.stringify(path)}).analyse(...given);`,
      resolveDir: import.meta.dirname,
    }));
  },
};

// Some packages' CommonJS form (UMD) cannot be bundled; their module form can.
const node = { ...shared, platform: 'node', format: 'cjs', target: 'node20', mainFields: ['module', 'main'] };

await rm('dist', { recursive: true, force: true });
await Promise.all([
  build({
    ...node,
    entryPoints: {
      cli: 'src/cli.ts',
      work: 'src/cli/work.ts',
      agent: 'src/agent/agent.ts',
      keeper: 'src/launch/keeper.ts',
      guard: 'src/launch/guard.ts',
      generator: 'src/load/generator.ts',
    },
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    external: ['v8-profiler-next'],
  }),
  build({
    ...node,
    entryPoints: { extension: 'src/extension/extension.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    external: ['vscode'],
  }),
  build({
    ...shared,
    entryPoints: { page: 'src/webview/page.tsx' },
    outdir: 'dist',
    // Nothing asks a function for its name here, and the names weigh a twentieth of the page.
    keepNames: false,
    // The page says that it is UTF-8: an accent of French takes two bytes there, and four as an escape.
    charset: 'utf8',
    lineLimit: 0,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
  }),
]);

/** What each rule's page says, by language and the rule's id: the report explains its findings without a network. */
const pages = { en: await rulePages('media/rules'), fr: await rulePages('media/rules/fr') };
await writeFile('dist/rule-pages.json', JSON.stringify(pages));

async function rulePages(folder) {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.md')).sort();
  const texts = await Promise.all(files.map((file) => readFile(`${folder}/${file}`, 'utf8')));
  return Object.fromEntries(files.map((file, index) => [basename(file, '.md'), texts[index]]));
}
