/** Bundles what runs outside this process: the suites for the extension host, and the scripted command line. */
import { build } from 'esbuild';
import * as path from 'node:path';
import { hostOut } from './folders.ts';

export interface Bundles {
  readonly suite: string;
  readonly scriptedRun: string;
}

export async function bundle(): Promise<Bundles> {
  const shared = {
    bundle: true,
    platform: 'node',
    target: 'node22',
    // As in esbuild.mjs: the CommonJS form of some packages cannot be bundled.
    mainFields: ['module', 'main'] as string[],
    sourcemap: 'inline',
    logLevel: 'warning',
  } as const;
  const suite = path.join(hostOut, 'suite.cjs');
  // A module, because it awaits at its top.
  const scriptedRun = path.join(hostOut, 'scripted-run.mjs');
  await Promise.all([
    build({
      ...shared,
      format: 'cjs',
      entryPoints: [path.join(import.meta.dirname, 'suite', 'index.ts')],
      external: ['vscode', 'mocha'],
      outfile: suite,
    }),
    build({
      ...shared,
      format: 'esm',
      entryPoints: [path.join(import.meta.dirname, 'fixture', 'scripted-run.ts')],
      outfile: scriptedRun,
    }),
  ]);
  return { suite, scriptedRun };
}
