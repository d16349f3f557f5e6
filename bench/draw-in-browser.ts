/** Libraries that draw, and our own code that does: the same drawing in a real Chromium under the page's own security policy. */
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { startBrowser } from '../test/host/browser.ts';
import { installServer } from '../test/host/install-server.ts';
import { installPeer } from './peer-packages.ts';

type Row = Readonly<Record<string, unknown>>;

export interface DrawingContest {
  /** `draw` of each, as its manual has it. */
  readonly candidates: readonly { readonly name: string; readonly code: string }[];
  readonly ownCode: string;
  /** Of our code, what counts as the drawing's own: the page has the rest anyway. */
  readonly ownFolder: string;
  /** Calls `draw` and leaves a promise of figures in `globalThis.drawn`. */
  readonly measuring: string;
}

/** One row each: its weight, its figures, and how much the policy refused. */
export async function drawInBrowser(contest: DrawingContest): Promise<Readonly<Record<string, Row>>> {
  const { candidates, ownCode, ownFolder, measuring } = contest;
  const folder = await mkdtemp(join(tmpdir(), 'leanscope-drawings-'));
  const browser = await startBrowser(await installServer());
  const rows: Record<string, Row> = {};
  const enter = async (name: string, code: string, resolveDir: string): Promise<void> => {
    const file = join(folder, `${name.replaceAll(/\W+/g, '-')}.html`);
    rows[name] = await measure(browser, file, await bundleOf(`${code}\n${measuring}`, resolveDir, ownFolder));
  };
  try {
    for (const { name, code } of candidates) await enter(name, code, await installPeer(name));
    await enter('own', ownCode, process.cwd());
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
  return rows;
}

interface Bundle {
  readonly script: string;
  readonly bytes: number;
}

async function bundleOf(contents: string, resolveDir: string, ownFolder: string): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir, loader: 'ts' },
    ...{ bundle: true, minify: true, format: 'iife', write: false, logLevel: 'error', target: 'es2022', outdir: 'out' },
    metafile: true,
  });
  const script = outputFiles.find(({ path }) => path.endsWith('.js'))?.text ?? '';
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const own = inputs.filter(([file]) => file.includes(ownFolder) && !file.endsWith('.css'));
  const bytes = own.reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
  return { script, bytes: own.length === 0 ? script.length : bytes };
}

async function measure(browser: Browser, file: string, { script, bytes }: Bundle): Promise<Row> {
  const hash = createHash('sha256').update(script).digest('base64');
  const policy = `default-src 'none'; script-src 'sha256-${hash}'; style-src 'none'`;
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const refused: string[] = [];
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) refused.push(message.text());
  });
  await writeFile(
    file,
    `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><body><script>${script}</script>`,
  );
  await page.goto(pathToFileURL(file).href);
  const drawn = await page.evaluate<Row>('drawn');
  await page.close();
  return { kB: Math.round(bytes / 1000), ...drawn, refusedByPolicy: refused.length };
}
