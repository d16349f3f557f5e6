/** VS Code in a browser page, driven with the keys and words a user knows. */
import { mkdir } from 'node:fs/promises';
import * as path from 'node:path';
import type { Browser, Frame, Locator, Page } from 'playwright-core';
import { windowSize } from '../browser.ts';
import { root, screenshots } from '../folders.ts';
import { workbenchUrl } from '../serve.ts';

export interface OpenOptions {
  readonly port: number;
  readonly folder: string;
  readonly openFile?: string;
  /** A BCP 47 tag; VS Code's own texts stay English without a language pack. */
  readonly language?: string;
  /** Without: an installed extension is what is looked at. */
  readonly development?: boolean;
}

export class Workbench {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  static async open(browser: Browser, options: OpenOptions): Promise<Workbench> {
    const { port, folder, openFile, language, development = true } = options;
    const page = await browser.newPage({ viewport: windowSize });
    if (language !== undefined) {
      await page.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(language)}`);
    }
    const url = workbenchUrl(port, {
      folder,
      ...(development ? { extensionDevelopmentPath: root } : {}),
      ...(openFile === undefined ? {} : { openFile: path.join(folder, openFile) }),
    });
    await page.goto(url);
    await page.locator('.monaco-workbench .part.editor').waitFor();
    return new Workbench(page);
  }

  /** Types into the command palette; the words need not be the whole title. */
  async runCommand(words: string): Promise<void> {
    await this.openPalette(words);
    await this.page.keyboard.press('Enter');
  }

  async openPalette(words: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.page.locator('.quick-input-widget input').fill(`>${words}`);
    await this.paletteEntries.first().waitFor();
  }

  get paletteEntries(): Locator {
    return this.page.locator('.quick-input-list .monaco-list-row');
  }

  get codeLenses(): Locator {
    return this.page.locator('.codelens-decoration a');
  }

  get notifications(): Locator {
    return this.page.locator('.notifications-toasts .notification-toast');
  }

  /** The document inside the webview: VS Code nests two frames. */
  async webview(): Promise<Frame> {
    const outer = await this.page.waitForSelector('iframe.webview.ready');
    const middle = await outer.contentFrame();
    const inner = await middle?.waitForSelector('iframe#active-frame');
    const frame = await inner?.contentFrame();
    if (frame === null || frame === undefined) throw new Error('The report page has no document.');
    return frame;
  }

  async screenshot(name: string): Promise<void> {
    await mkdir(screenshots, { recursive: true });
    await this.page.screenshot({ path: path.join(screenshots, `${name}.png`) });
  }

  close(): Promise<void> {
    return this.page.close();
  }
}
