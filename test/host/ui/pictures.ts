import { mkdir } from 'node:fs/promises';
import * as path from 'node:path';
import type { Page } from 'playwright-core';
import { screenshots } from '../folders.ts';

/** Of what is in sight. Out: its file. */
async function picture(page: Page, name: string): Promise<string> {
  await mkdir(screenshots, { recursive: true });
  const file = path.join(screenshots, `${name}.png`);
  await page.screenshot({ path: file });
  return file;
}

/** Of a page that may be stuck: after a test that failed, a hook that fails too would end the whole file. Out: its file, or words. */
export async function pictureOrWhyNot(page: Page, name: string): Promise<string> {
  try {
    return await picture(page, name);
  } catch (error) {
    return `no picture could be taken: ${String(error)}`;
  }
}

/** For somebody to look at; most runs of the tests have nobody. */
export async function pictureIfWanted(page: Page, name: string): Promise<void> {
  if (process.env['LEANSCOPE_SCREENSHOTS'] !== undefined) await picture(page, name);
}
