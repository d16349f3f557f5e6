/** The shared page in a browser: a reader plans costs on it, and the command line says the same, to the cent. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import type { Report } from '../../../src/model/report.ts';
import { conclude } from '../../../src/run.ts';
import { storeRun } from '../../store-run.ts';
import { drawStacks } from '../../profile-drawing.ts';
import { recordingWith, sliceWith } from '../../recording-with.ts';
import { root } from '../folders.ts';
import { waitTimeoutMs } from '../suite-result.ts';
import { browserSuite } from './browser-suite.ts';

const run = promisify(execFile);

/** A figure that six digits do not hold: what the page computes from the Report is not quite what the recording says. */
const usage = { processCpuUs: 1_234_567.89, javascriptThreadCpuUs: 1_111_111.1, eventLoopUtilization: 0.9 };
const recording = recordingWith({
  stacks: [drawStacks('main main main main\na    a    b    (gc)')],
  slices: [sliceWith('asIs', { usage, bytesOut: 1_234_567 }), sliceWith('cpuSampling', { usage })],
  traffic: { averageRequestsPerSecond: 50 },
});

describe('the cost planner of the shared page', () => {
  const { resources, browser } = browserSuite();
  let folder: string;

  const leanscope = (...args: readonly string[]): Promise<{ readonly stdout: string }> =>
    run(process.execPath, [join(root, 'dist', 'cli.cjs'), ...args], {
      cwd: folder,
      env: { ...process.env, LEANSCOPE_HOME: join(folder, 'user') },
    });

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'leanscope-planner-'));
    resources.add(() => rm(folder, { recursive: true, force: true }));
    await storeRun(folder, recording, conclude(recording));
    await leanscope('report', 'last', '--format', 'html', '--out', 'report.html');
  });

  /** Whatever the page asks of a network, or throws, fails the test at its end. */
  async function open(locale = 'en-US'): Promise<{ readonly page: Page; readonly problems: readonly string[] }> {
    const page = await browser().newPage({ locale, timezoneId: 'America/New_York' });
    page.setDefaultTimeout(waitTimeoutMs);
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('request', (request) => {
      if (/^(?!file:|data:|blob:)/.test(request.url())) problems.push(request.url());
    });
    await page.goto(`${pathToFileURL(join(folder, 'report.html')).href}#tab=cost`);
    return { page, problems };
  }

  /** Exact dollars of a table, row by row; the page keeps them beside what it shows rounded. */
  const dollars = (page: Page, caption: string): Promise<readonly (readonly number[])[]> =>
    page
      .getByRole('table', { name: caption, exact: true })
      .locator('tbody tr')
      .evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll('data')].map(({ value }) => Number(value))));

  async function assertAsTheCommandLineSays(page: Page): Promise<Report> {
    const line = await page.getByLabel('The same on the command line', { exact: true }).inputValue();
    // No name in this plan has a quote or a space in it.
    const words = line.replaceAll("'", '').split(' ').slice(1);
    await leanscope(...words, '--json', 'priced.json');
    const priced = JSON.parse(await readFile(join(folder, 'priced.json'), 'utf8')) as Report;
    const months = (priced.cost.plan?.months ?? []).map(({ usd, autoscaledUsd, egressUsd }) => [
      ...[usd, autoscaledUsd],
      ...(egressUsd === undefined ? [] : [egressUsd]),
    ]);
    assert.equal(months.length, 12);
    sameToTheCent(await dollars(page, 'Twelve months from the day of the measurement'), months);
    const options = new Map(
      priced.cost.options.map(({ provider, sku, region, usdPerMonth = NaN, autoscaledUsdPerMonth = NaN }) => [
        `${sku}${provider} ${region}`,
        [usdPerMonth, autoscaledUsdPerMonth],
      ]),
    );
    const shown = await page
      .getByRole('table', { name: 'The same code on other instance types' })
      .locator('tbody tr')
      .evaluateAll((rows) =>
        rows.map((row): readonly [string, readonly number[]] => [
          [...row.querySelectorAll('th .name, th .source')].map(({ textContent }) => textContent).join(''),
          [...row.querySelectorAll('data')].map(({ value }) => Number(value)),
        ]),
      );
    assert.ok(shown.length >= 10);
    for (const [name, figures] of shown) sameToTheCent([figures], [options.get(name) ?? []], name);
    return priced;
  }

  it('computes what the command line computes, whatever is planned', async () => {
    const { page, problems } = await open();
    await assertAsTheCommandLineSays(page);
    const plan = page.locator('form.plan');
    await plan.getByLabel('Average traffic requests/s').fill('730.5');
    await plan.getByLabel('Growth % a month').fill('7');
    await plan.getByLabel('Provider').selectOption('gcp');
    await plan.getByLabel('Region').selectOption('europe-west1');
    await plan.getByLabel('Bought').selectOption('spot');
    await plan.getByLabel('Planned utilisation').first().fill('55');
    await plan.getByRole('button', { name: 'Add a campaign' }).click();
    await plan.getByLabel('Name').fill('sale');
    await plan.getByLabel('From').fill('2024-11-29');
    await plan.getByLabel('Days').first().fill('4');
    await plan.getByLabel('An hour costs').fill('90');
    await plan.getByLabel('A change takes').fill('6');
    await plan.getByRole('button', { name: 'Imagine a faster function' }).click();
    const { cost } = await assertAsTheCommandLineSays(page);
    assert.equal(cost.basis?.provider, 'gcp');
    assert.equal(cost.plan?.campaigns[0]?.name, 'sale');
    const [whatIf] = cost.whatIf ?? [];
    const row = page
      .getByRole('table', { name: 'What each change saves' })
      .getByRole('row')
      .filter({ hasText: 'what if' });
    const [bill, scale] = await row
      .locator('data')
      .evaluateAll((each) => each.map((one) => Number((one as HTMLDataElement).value)));
    sameToTheCent([[bill ?? NaN, scale ?? NaN]], [[whatIf?.steppedUsdPerMonth ?? NaN, whatIf?.usdPerMonth ?? NaN]]);
    assert.deepEqual(problems, []);
  });

  it('follows a slider at once, and keeps the plan over a reload', async () => {
    const { page, problems } = await open();
    const slider = page.getByRole('slider', { name: 'Average traffic' });
    const fleet = page.getByRole('status').filter({ hasText: 'all the time' });
    const before = await fleet.textContent();
    await slider.focus();
    for (let press = 0; press < 5; press++) await page.keyboard.press('PageUp');
    const field = page.getByLabel('Average traffic requests/s');
    const typed = await field.inputValue();
    assert.ok(Number(typed) > 100, typed);
    assert.notEqual(await fleet.textContent(), before);
    await page.waitForFunction((kept) => decodeURIComponent(location.hash).includes(`:${kept}}`), typed);
    await page.reload();
    assert.equal(await field.inputValue(), typed);
    await page.getByRole('button', { name: 'Back to the plan of the run' }).click();
    assert.equal(await field.inputValue(), '50');
    assert.equal(await fleet.textContent(), before);
    assert.deepEqual(problems, []);
  });

  it('refuses what cannot be by name, and no figure becomes NaN', async () => {
    const { page, problems } = await open();
    const months = await dollars(page, 'Twelve months from the day of the measurement');
    for (const [label, wrong] of [
      ['Average traffic requests/s', '-5'],
      ['Average traffic requests/s', ''],
      ['Average traffic requests/s', '1e300'],
      ['Growth % a month', '900'],
      ['Busiest hour × the day’s average', '0'],
      ['Planned utilisation %', '0'],
    ] as const) {
      const field = page.getByLabel(label, { exact: true });
      const right = await field.inputValue();
      await field.fill(wrong);
      const problem = await page.getByRole('alert').textContent();
      assert.ok(problem?.includes(label.split(/ (requests|%|×)/)[0] ?? label), `${label}: ${problem ?? ''}`);
      assert.equal(await field.getAttribute('aria-invalid'), 'true');
      assert.deepEqual(await dollars(page, 'Twelve months from the day of the measurement'), months);
      await field.fill(right);
    }
    assert.doesNotMatch((await page.locator('main').textContent()) ?? '', /NaN|undefined|Infinity/);
    assert.deepEqual(problems, []);
  });

  it('speaks French, money as French readers write it', async () => {
    const { page } = await open('fr-FR');
    await page.getByText('Corriger le code, ou changer de matériel ?').waitFor();
    assert.match((await page.getByRole('status').first().textContent()) ?? '', /par mois en permanence/);
    assert.match((await page.locator('data').first().textContent()) ?? '', /\d\s\$$/);
  });
});

function sameToTheCent(
  actual: readonly (readonly number[])[],
  expected: readonly (readonly number[])[],
  what = '',
): void {
  assert.equal(actual.length, expected.length, what);
  actual.forEach((row, at) => {
    assert.equal(row.length, expected[at]?.length, what);
    row.forEach((usd, index) => {
      const right = expected[at]?.[index] ?? NaN;
      // The command line writes six digits, which may be 5 parts in a million off.
      assert.ok(Math.abs(usd - right) <= Math.max(0.01, 5e-6 * right), `${what} ${usd}, not ${right}`);
    });
  });
}
