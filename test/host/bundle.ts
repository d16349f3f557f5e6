/** Bundles what runs outside this process: the suites for the extension host, and the scripted command line. */
import { build, type BuildOptions } from 'esbuild';
import * as path from 'node:path';
import { hostOut } from './folders.ts';
import type { SuiteOptions } from './suite/run-suite.ts';

const shared: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node22',
  // As in esbuild.mjs: the CommonJS form of some packages cannot be bundled.
  mainFields: ['module', 'main'],
  sourcemap: 'inline',
  logLevel: 'warning',
};

/** One file of suite/ with the mocha that runs it. Out: what VS Code is told to run. */
export async function bundleSuite(name: string, options: SuiteOptions): Promise<string> {
  const outfile = path.join(hostOut, 'suites', `${name}.cjs`);
  const contents = [
    "import { runSuite } from './run-suite.ts';",
    `export const run = () => runSuite(() => import('./${name}.test.ts'), ${JSON.stringify(options)});`,
  ].join('\n');
  await build({
    ...shared,
    format: 'cjs',
    stdin: { contents, resolveDir: path.join(import.meta.dirname, 'suite'), sourcefile: `${name}.ts`, loader: 'ts' },
    external: ['vscode', 'mocha'],
    outfile,
  });
  return outfile;
}

/** The program that tests put in the place of the command line. */
export async function bundleScriptedRun(): Promise<string> {
  // A module, because it awaits at its top.
  const outfile = path.join(hostOut, 'scripted-run.mjs');
  const entry = path.join(import.meta.dirname, 'fixture', 'scripted-run.ts');
  await build({ ...shared, format: 'esm', entryPoints: [entry], outfile });
  return outfile;
}
