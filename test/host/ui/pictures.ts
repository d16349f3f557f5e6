import { mkdir } from 'node:fs/promises';
import * as path from 'node:path';
import type { Page } from 'playwright-core';
import { screenshots } from '../folders.ts';

/** Of what is in sight. Out: its file. */
export async function picture(page: Page, name: string): Promise<string> {
  await mkdir(screenshots, { recursive: true });
  const file = path.join(screenshots, `${name}.png`);
  await page.screenshot({ path: file });
  return file;
}

/** For somebody to look at; most runs of the tests have nobody. */
export async function pictureIfWanted(page: Page, name: string): Promise<void> {
  if (process.env['LEANSCOPE_SCREENSHOTS'] !== undefined) await picture(page, name);
}
