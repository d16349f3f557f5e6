/**
 * The report page and speedscope with the same profile of a million samples, in one Chromium, by turns: how long until there is
 * something to see, how evenly it is zoomed, and in how much memory.
 */
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { renderHtml } from '../src/report/render-html.ts';
import { startBrowser } from '../test/host/browser.ts';
import { installServer } from '../test/host/install-server.ts';
import { installPeer } from './peer-packages.ts';
import { reportOf } from './report-of-profile.ts';
import { fullSize, syntheticProfile, syntheticScripts } from './synthetic-profile.ts';

const dist = join(import.meta.dirname, '..', 'dist');
const zoomSteps = 120;
const repetitions = 3;

interface Seen {
  readonly shownMs: number;
  readonly heapMB: number;
  /** Times between frames while zooming, ms. */
  readonly frameMs: { readonly p50: number; readonly p95: number; readonly max: number };
}

async function pageFile(folder: string): Promise<string> {
  const [pageScript = '', pageStyle = ''] = await Promise.all(
    ['page.js', 'page.css'].map((file) => readFile(join(dist, file), 'utf8')),
  );
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64');
  const parts = { pageScript, pageStyle, scriptSha256: sha256(pageScript), styleSha256: sha256(pageStyle) };
  const file = join(folder, 'report.html');
  await writeFile(file, renderHtml(reportOf(syntheticProfile(fullSize), syntheticScripts(fullSize)), parts));
  return file;
}

async function ours(page: Page, file: string): Promise<Seen> {
  const start = performance.now();
  await page.goto(`${pathToFileURL(file).href}#tab=flameGraph`);
  await page.locator('canvas.flame').waitFor();
  await nextFrame(page);
  const shownMs = performance.now() - start;
  const box = await page.locator('canvas.flame').boundingBox();
  return { shownMs, frameMs: await zoom(page, box?.x ?? 0, box?.y ?? 0), heapMB: await heapMB(page) };
}

async function speedscope(page: Page, folder: string, profile: string): Promise<Seen> {
  const index = join(folder, 'node_modules', 'speedscope', 'dist', 'release', 'index.html');
  await page.goto(pathToFileURL(index).href);
  await page.locator('input[type=file]').first().waitFor({ state: 'attached' });
  const start = performance.now();
  await page.locator('input[type=file]').first().setInputFiles(profile);
  await page.getByText('Left Heavy').first().waitFor({ timeout: 200_000 });
  await page.getByText('Left Heavy').first().click();
  await nextFrame(page);
  const shownMs = performance.now() - start;
  return { shownMs, frameMs: await zoom(page, 100, 200), heapMB: await heapMB(page) };
}

/** Wheel events as a hand makes them, one a frame, while the page counts its own frames. */
async function zoom(page: Page, x: number, y: number): Promise<Seen['frameMs']> {
  await page.mouse.move(x + 300, y + 100);
  const times = page.evaluate(
    (steps) =>
      new Promise<number[]>((resolve) => {
        const between: number[] = [];
        let last = performance.now();
        const target = document.elementFromPoint(400, 300) ?? document.body;
        const frame = (now: number): void => {
          between.push(now - last);
          last = now;
          const deltaY = between.length % 60 < 30 ? -12 : 12;
          target.dispatchEvent(
            new WheelEvent('wheel', {
              deltaY,
              ctrlKey: true,
              clientX: 400,
              clientY: 300,
              bubbles: true,
              cancelable: true,
            }),
          );
          if (between.length < steps) requestAnimationFrame(frame);
          else resolve(between.slice(1));
        };
        requestAnimationFrame(frame);
      }),
    zoomSteps,
  );
  const sorted = (await times).sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
  return { p50: at(0.5), p95: at(0.95), max: at(1) };
}

async function nextFrame(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

/** With garbage collected: what the page keeps. */
async function heapMB(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / 1e6;
}

async function seen(browser: Browser, look: (page: Page) => Promise<Seen>): Promise<Seen> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  try {
    return await look(page);
  } finally {
    await page.close();
  }
}

const folder = await mkdtemp(join(tmpdir(), 'leanscope-bench-page-'));
try {
  const profile = join(folder, 'synthetic.cpuprofile');
  await writeFile(profile, JSON.stringify(syntheticProfile(fullSize)));
  const file = await pageFile(folder);
  const peer = await installPeer('speedscope@1.25.0');
  const browser = await startBrowser(await installServer());
  try {
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const results = {
        leanscope: await seen(browser, (page) => ours(page, file)),
        speedscope: await seen(browser, (page) => speedscope(page, peer, profile)),
      };
      for (const [name, { shownMs, frameMs, heapMB: heap }] of Object.entries(results))
        console.log(
          `${name.padEnd(10)} shown after ${Math.round(shownMs)} ms, frames p50 ${frameMs.p50.toFixed(1)} p95 ${frameMs.p95.toFixed(1)} max ${frameMs.max.toFixed(1)} ms, heap ${heap.toFixed(0)} MB`,
        );
    }
  } finally {
    await browser.close();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
