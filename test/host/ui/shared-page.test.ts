/** The report as a file, in a browser: what somebody sees to whom it was sent. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContextOptions, Page } from 'playwright-core';
import type { Report } from '../../../src/model/report.ts';
import { rulePagesOfText } from '../../../src/model/rule-pages.ts';
import { renderHtml } from '../../../src/report/render-html.ts';
import { root } from '../folders.ts';
import { waitTimeoutMs } from '../suite-result.ts';
import { browserSuite } from './browser-suite.ts';
import { pictureIfWanted } from './pictures.ts';
import { violations } from './violations.ts';

const hostileName = '</script><img src=x onerror="globalThis.ran=1">';
const tabs = ['overview', 'findings', 'functions', 'flameGraph', 'memory', 'load', 'cost', 'compare'];

async function sampleReport(): Promise<Report> {
  return JSON.parse(await readFile(path.join(root, 'test', 'fixtures', 'sample-report.json'), 'utf8')) as Report;
}

/** What a run of another kind has, and the sample has not. */
const more: Partial<Report> = {
  growthWithSize: [
    {
      ...{ method: 'GET', path: '/search', parameter: 'limit', exponent: 1.9, interval: { low: 1.7, high: 2.1 } },
      points: [10, 100, 1000].map((size) => ({ size, cpuMsPerRequest: size ** 1.9 / 1000, bytesOutPerRequest: size })),
      functions: [
        {
          ...{
            functionId: 'src/search/rank.ts:31:1:similarity',
            name: 'similarity',
            file: 'src/search/rank.ts',
            line: 31,
          },
          ...{ ownShare: 0.9, exponent: 2, interval: { low: 1.8, high: 2.2 } },
        },
      ],
    },
  ],
  budgets: [
    { scope: 'app', metric: 'cpuMsPerRequest', limit: 3, value: 4.2, interval: { low: 4, high: 4.4 }, verdict: 'over' },
    { scope: 'route', name: 'GET /products', metric: 'p99Ms', limit: 50, verdict: 'unknown' },
  ],
};

/** Around the hottest line of the sample, with text that is a trap too. */
const excerpts = [
  {
    ...{ file: 'src/search/rank.ts', line: 31 },
    lines: Array.from({ length: 14 }, (_, index) =>
      index === 0 ? `  const trap = '${hostileName}';` : `  line(${31 + index});`,
    ),
  },
];

/** The sample with a name that is a trap, and with more functions than fit a screen. */
async function report(): Promise<Report> {
  const sample = await sampleReport();
  const [first, ...others] = sample.functions;
  assert.ok(first !== undefined);
  const many = Array.from({ length: 3000 }, (_, index) => ({
    ...{ ...first, id: `many${index}`, name: `many${index}`, selfCpuMsPerRequest: 1e-6, ownCpuMsPerRequest: 1e-6 },
    ...{ usdPerMillionRequests: 0, ownUsdPerMillionRequests: 0 },
  }));
  return {
    ...{ ...sample, ...more },
    totals: { ...sample.totals, dropped: 7 },
    functions: [{ ...first, name: hostileName }, ...others, ...many],
  };
}

async function pageOf(of: Report): Promise<string> {
  const [pageScript, pageStyle, rules] = await Promise.all(
    ['page.js', 'page.css', 'rule-pages.json'].map((file) => readFile(path.join(root, 'dist', file), 'utf8')),
  );
  assert.ok(pageScript !== undefined && pageStyle !== undefined);
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64');
  const hashes = { scriptSha256: sha256(pageScript), styleSha256: sha256(pageStyle) };
  return renderHtml(of, { pageScript, pageStyle, ...hashes, rulePages: rulePagesOfText(rules) }, excerpts);
}

describe('the shared report page', () => {
  const { resources, browser } = browserSuite();
  let url: string;

  before(async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'leanscope-page-'));
    resources.add(() => rm(folder, { recursive: true, force: true }));
    const file = path.join(folder, 'report.html');
    await writeFile(file, await pageOf(await report()));
    url = pathToFileURL(file).href;
  });

  /** Whatever the page complains of, or asks the network for, fails the test. */
  async function opened<T>(
    hash: string,
    use: (page: Page) => Promise<T>,
    options: BrowserContextOptions = {},
  ): Promise<T> {
    const context = await browser().newContext({ viewport: { width: 1280, height: 900 }, ...options });
    context.setDefaultTimeout(waitTimeoutMs);
    const complaints: string[] = [];
    const page = await context.newPage();
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => request.url().startsWith('http') && complaints.push(request.url()));
    await page.goto(`${url}${hash}`);
    await page.getByRole('tablist').waitFor();
    const result = await use(page);
    assert.deepEqual(complaints, []);
    return result;
  }

  /** Where `thorough`, in every form of its parts as well. */
  const looks: readonly (BrowserContextOptions & { readonly name: string; readonly thorough?: true })[] = [
    { name: 'light', thorough: true, colorScheme: 'light', locale: 'en-US' },
    { name: 'dark-fr', thorough: true, colorScheme: 'dark', locale: 'fr-FR' },
    { name: 'narrow', colorScheme: 'light', viewport: { width: 400, height: 900 } },
    { name: 'contrast', colorScheme: 'dark', forcedColors: 'active' },
  ];

  for (const { name, thorough, ...options } of looks) {
    it(`has nothing that axe objects to: ${name}`, async () => {
      await opened(
        '',
        async (page) => {
          for (const tab of tabs) {
            await page.locator(`#tab-${tab}`).click();
            await page.locator(`#${tab}`).waitFor();
            await pictureIfWanted(page, `page-${tab}-${name}`);
            assert.deepEqual(await violations(page), [], tab);
          }
          if (thorough !== true) return;
          await page.locator('#tab-functions').click();
          await page.locator('#functions input[name=functions-by]').last().check();
          await page.locator('.code').waitFor();
          await pictureIfWanted(page, `page-source-${name}`);
          assert.deepEqual(await violations(page), [], 'source');
          await page.locator('#tab-flameGraph').click();
          await page.locator('#flameGraph input[name=flame-form]').nth(1).check();
          await page.getByRole('treegrid').waitFor();
          assert.deepEqual(await violations(page), [], 'tree');
          await page.locator('#flameGraph input[name=flame-order]').nth(1).check();
          await page.getByRole('treegrid').getByRole('columnheader').nth(5).waitFor();
          assert.deepEqual(await violations(page), [], 'tree by time');
          await page.locator('#flameGraph input[name=flame-form]').first().check();
          await page.locator('canvas.flame').waitFor();
          await pictureIfWanted(page, `page-flameTime-${name}`);
          assert.deepEqual(await violations(page), [], 'by time');
        },
        options,
      );
    });
  }

  it('shows a name that is markup as a name', async () => {
    await opened('', async (page) => {
      await page.getByText(hostileName).first().waitFor();
      assert.equal(await page.locator('img').count(), 0);
      assert.equal(await page.evaluate(() => 'ran' in globalThis), false);
    });
  });

  it('shows the code beside its cost as text, and leads there from wherever it is named', async () => {
    await opened('#tab=findings', async (page) => {
      const place = page.getByRole('button', { name: 'src/search/rank.ts:31' }).filter({ visible: true }).first();
      await place.click();
      const line = page.locator('.code tr[aria-current]');
      await line.waitFor();
      assert.equal(await line.locator('code').textContent(), `  const trap = '${hostileName}';`);
      const { lines } = await sampleReport();
      const cost = lines.find(({ file, line: at }) => file === 'src/search/rank.ts' && at === 36);
      const costly = page.locator('.code tbody tr').nth(5);
      assert.equal(await costly.locator('th').textContent(), '36');
      const cell = await costly.locator('td').first().textContent();
      assert.ok(cell?.startsWith(`${String(cost?.selfCpuMsPerRequest)} ms`), cell ?? '');
      assert.equal(await page.locator('img').count(), 0);
      assert.equal(await page.evaluate(() => 'ran' in globalThis), false);
      await page.goBack();
      await page.locator('#tab-findings[aria-selected=true]').waitFor();
      // What the page does not carry is no link.
      assert.equal(
        await page
          .getByRole('button', { name: /^src\/orders/ })
          .filter({ visible: true })
          .count(),
        0,
      );
    });
  });

  it('says what was promised, what was never sent, and how cost grows', async () => {
    await opened('#tab=findings', async (page) => {
      const budgets = page.locator('section[aria-labelledby=budgets]');
      await budgets.getByText('broken', { exact: true }).waitFor();
      await budgets.getByText('not measured').waitFor();
      const rule = page.locator('details.rule').first();
      await rule.locator('summary').click();
      // As every rule's page has it.
      await rule.getByText('When not to.').waitFor();
      await page.locator('#tab-load').click();
      await page.getByText(/^7 of .* never sent/).waitFor();
      await page.getByText('GET /search, limit: n^1.9 (1.7 to 2.1)').waitFor();
    });
  });

  it('hands on a chart as a picture of what it shows', async () => {
    await opened('#tab=memory', async (page) => {
      const chart = page.locator('.chart').filter({ visible: true }).first();
      const download = page.waitForEvent('download');
      await chart.getByRole('button', { name: 'Save as PNG' }).click();
      const png = await readFile(await (await download).path());
      assert.equal(png.subarray(1, 4).toString('latin1'), 'PNG');
      const width = await chart.locator('svg').evaluate((svg) => (svg as SVGSVGElement).viewBox.baseVal.width);
      assert.equal(png.readUInt32BE(16), Math.ceil(width * 2));
      // An empty picture of that size is a few kB.
      assert.ok(png.length > 15_000, String(png.length));
    });
  });

  it('goes from tab to tab by keyboard, and is where it was after a reload and a step back', async () => {
    await opened('', async (page) => {
      await page.locator('#tab-overview').focus();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'tab-functions');
      await page.locator('#functions input[type=search]').fill('many299');
      await page.locator('#functions').getByText('11 of 3').waitFor();
      await page.waitForFunction(() => location.hash.includes('many299'));
      await page.reload();
      assert.equal(await page.locator('#functions input[type=search]').inputValue(), 'many299');
      await page.locator('#tab-cost').click();
      await page.goBack();
      await page.locator('#tab-functions[aria-selected=true]').waitFor();
    });
  });

  it('draws of a long table what is in sight', async () => {
    await opened('#tab=functions', async (page) => {
      await page
        .getByRole('button', { name: /^Show all/ })
        .first()
        .click();
      const rows = page.locator('#functions tbody tr[aria-rowindex]');
      await rows.first().waitFor();
      assert.ok((await rows.count()) < 100);
      await page.locator('#functions .scroll').evaluate((element) => {
        element.scrollTop = element.scrollHeight;
      });
      const last = (await report()).functions.length + 1;
      await page.locator(`#functions tr[aria-rowindex="${last}"]`).waitFor();
    });
  });

  it('walks the flame graph and the tree by keyboard, and says where it is', async () => {
    await opened('#tab=flameGraph', async (page) => {
      const details = page.locator('.flame-details');
      await page.getByRole('application').focus();
      await page.keyboard.press('ArrowDown');
      const first = await details.textContent();
      assert.notEqual(first, '');
      await page.keyboard.press('Enter');
      await page.keyboard.press('ArrowDown');
      assert.notEqual(await details.textContent(), first);
      await page.keyboard.press('Escape');
      await page.locator('input[name=flame-form]').nth(1).check();
      const grid = page.getByRole('treegrid');
      await grid.focus();
      const active = async (): Promise<string> => {
        const id = (await grid.getAttribute('aria-activedescendant')) ?? '';
        return (await page.locator(`#${id}`).getAttribute('aria-level')) ?? '';
      };
      assert.equal(await active(), '1');
      await page.keyboard.press('ArrowRight');
      assert.equal(await active(), '2');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('Home');
      await page.keyboard.press('ArrowLeft');
      assert.equal(await page.locator('.tree-rows [role=row]').count(), 1);
    });
  });

  it('shows what one thread did from one moment to the next, the busiest first', async () => {
    await opened('#tab=flameGraph', async (page) => {
      await page.locator('input[name=flame-order]').nth(1).check();
      const told = (text: string): Promise<void> => page.locator('.flame-details', { hasText: text }).waitFor();
      await page.getByRole('application').focus();
      await page.keyboard.press('ArrowDown');
      // Of the sample, the main thread of process 1: sampled from 180 ms on, at once in its first function.
      await told('From 180 ms of the measurement on: 13.4 ms');
      await page.keyboard.press('ArrowRight');
      // Then 3.1 ms without work, which are no frame.
      await told('From 197 ms of the measurement on: 6 ms');
      await page
        .getByLabel('Process, thread')
        .selectOption({ label: 'worker thread 1 of 4133, src/orders/token-worker.ts' });
      await page.getByRole('application').focus();
      await page.keyboard.press('ArrowDown');
      await told('From 210 ms of the measurement on: 9.25 ms');
    });
  });

  it('hands on its tables and its profile', async () => {
    await opened('#tab=functions', async (page) => {
      const saved = async (button: string): Promise<string> => {
        const download = page.waitForEvent('download');
        await page.getByRole('button', { name: button }).filter({ visible: true }).first().click();
        return readFile(await (await download).path(), 'utf8');
      };
      const csv = await saved('Save as CSV');
      assert.equal(csv.split('\r\n').length, (await report()).functions.length + 2);
      await page.locator('#tab-flameGraph').click();
      const svg = await saved('Save as SVG');
      assert.match(svg, /^<svg /);
      assert.ok(!svg.includes('<img'));
      const saving = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Save as PNG' }).click();
      const png = await readFile(await (await saving).path());
      assert.equal(png.subarray(1, 4).toString('latin1'), 'PNG');
      await page.getByText('Share…').click();
      const profile = JSON.parse(await saved('speedscope')) as {
        readonly shared: { readonly frames: readonly unknown[] };
      };
      assert.ok(profile.shared.frames.length > 0);
    });
  });

  it('prints every tab, one after the other', async () => {
    await opened('', async (page) => {
      // What stands on the paper is what is there once the page has been told: no frame is drawn in between.
      await page.evaluate(() => {
        addEventListener('beforeprint', () => {
          const canvas = document.querySelector<HTMLCanvasElement>('canvas.flame');
          const row = canvas?.getContext('2d')?.getImageData(0, 10, canvas.width, 1).data ?? [];
          const drawn = {
            // What was never drawn on is transparent.
            ink: row[3] === 255 && row.some((value) => value < 240),
            charts: document.querySelectorAll('#load svg').length,
          };
          document.body.dataset['printed'] = JSON.stringify(drawn);
        });
      });
      await page.pdf();
      const printed = JSON.parse((await page.locator('body').getAttribute('data-printed')) ?? '{}') as object;
      assert.deepEqual({ ...printed, charts: undefined }, { ink: true, charts: undefined });
      assert.ok('charts' in printed && Number(printed.charts) > 3, JSON.stringify(printed));
      await page.emulateMedia({ media: 'print' });
      for (const tab of tabs) await page.locator(`#${tab} > h2`).waitFor();
      assert.ok((await page.pdf()).length > 20_000);
    });
  });

  it('weighs less than 400 kB without its data', async () => {
    const sizes = await Promise.all(['page.js', 'page.css'].map((file) => stat(path.join(root, 'dist', file))));
    const weight = sizes.reduce((sum, { size }) => sum + size, 0);
    console.log(`      ${Math.round(weight / 1000)} kB`);
    assert.ok(weight < 400_000);
  });
});
