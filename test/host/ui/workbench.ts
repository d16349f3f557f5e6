/** VS Code in a browser page, driven with the keys and words a user knows. */
import { mkdir, utimes } from 'node:fs/promises';
import * as path from 'node:path';
import { errors, type Browser, type Frame, type Locator, type Page } from 'playwright-core';
import { windowSize } from '../browser.ts';
import { root, screenshots } from '../folders.ts';
import { workbenchUrl } from '../serve.ts';

export interface OpenOptions {
  readonly port: number;
  readonly folder: string;
  readonly openFile?: string;
  /** A file that names several folders, in the place of one. */
  readonly workspace?: string;
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
    const { port, folder, workspace, openFile, language, development = true } = options;
    const page = await browser.newPage({ viewport: windowSize });
    if (language !== undefined) {
      await page.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(language)}`);
    }
    const url = workbenchUrl(port, {
      folder,
      ...(workspace === undefined ? {} : { workspace }),
      ...(development ? { extensionDevelopmentPath: root } : {}),
      ...(openFile === undefined ? {} : { openFile: path.join(folder, openFile) }),
    });
    await page.goto(url);
    await page.locator('.monaco-workbench .part.editor').waitFor();
    const workbench = new Workbench(page);
    if (workspace !== undefined) await workbench.#untilFoldersOf(workspace);
    await workbench.#closeChat();
    return workbench;
  }

  /**
   * In a browser, VS Code now and then asks for the file that names the folders before it can read from the server, and takes it for
   * empty ever after: no extension can tell. A user would load the page again.
   */
  async #untilFoldersOf(workspace: string): Promise<void> {
    const folder = this.page.locator('.explorer-folders-view .monaco-list-row').first();
    for (let tries = 0; tries < 3; tries += 1) {
      if (await inTime(folder.waitFor({ timeout: 10_000 }))) return;
      // It reads a file that changes; and where it does not watch it, a new page begins anew.
      await utimes(workspace, new Date(), new Date());
      if (await inTime(folder.waitFor({ timeout: 5_000 }))) return;
      await this.page.reload();
      await this.page.locator('.monaco-workbench .part.editor').waitFor();
    }
    throw new Error('VS Code shows no folder of the workspace.');
  }

  /** VS Code opens it for those who never closed it; no test of ours is about it. */
  async #closeChat(): Promise<void> {
    const close = this.page
      .locator('.part.auxiliarybar')
      .getByRole('button', { name: /^(Close|Hide)/ })
      .first();
    if (await appears(close)) await close.click();
  }

  /** Runs what the command palette lists under this title. */
  async runCommand(title: string): Promise<void> {
    for (let tries = 0; tries < 15; tries += 1) {
      const entry = await this.findCommand(title);
      // It may have closed again before the click.
      if (await inTime(entry.click({ timeout: 2_000 }))) return;
    }
    throw new Error(`The command palette closes before "${title}" can be chosen.`);
  }

  /** Which of these the palette offers now; the first has to be there, so that it is known to have had its say. */
  async offered(titles: readonly [string, ...string[]]): Promise<readonly string[]> {
    await this.findCommand(titles[0]);
    const offered: string[] = [];
    for (const title of titles) {
      // Once what VS Code always has is gone from the list, the list is that of the title.
      const input = this.page.locator('.quick-input-widget input');
      const always = this.#paletteEntry('Preferences: Color Theme');
      await input.fill('>Preferences: Color Theme');
      await always.waitFor();
      await input.fill(`>${title}`);
      await always.waitFor({ state: 'detached' });
      if ((await this.#paletteEntry(title).count()) > 0) offered.push(title);
    }
    await this.page.keyboard.press('Escape');
    return offered;
  }

  /** The palette lists what there is when it opens, so it is opened anew until the extension has its say. */
  async findCommand(title: string): Promise<Locator> {
    const entry = this.#paletteEntry(title);
    for (let tries = 0; tries < 15; tries += 1) {
      await this.page.keyboard.press('F1');
      // An editor that opens just now takes the focus, and the palette closes.
      const input = this.page.locator('.quick-input-widget input');
      if ((await inTime(input.fill(`>${title}`, { timeout: 2_000 }))) && (await appears(entry))) return entry;
      await this.page.keyboard.press('Escape');
    }
    throw new Error(`The command palette has no "${title}".`);
  }

  #paletteEntry(title: string): Locator {
    return this.page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
  }

  /** Takes what a list offers, once it is offered. */
  async pick(label: string): Promise<void> {
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first().click();
  }

  /** Answers an input box. */
  async type(text: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget .quick-input-message:visible');
    await input.waitFor();
    await this.page.locator('.quick-input-widget input').fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Saves under the name that is offered, once it is. */
  async answerSaveDialog(name: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input:visible');
    await input.waitFor();
    await this.page.waitForFunction(
      (wanted) =>
        [...document.querySelectorAll<HTMLInputElement>('.quick-input-widget input')].some(({ value }) =>
          value.endsWith(wanted),
        ),
      name,
    );
    await this.page.keyboard.press('Enter');
    await input.waitFor({ state: 'hidden' });
  }

  async goToLine(line: number): Promise<void> {
    await this.page.keyboard.press('Control+g');
    await this.page.locator('.quick-input-widget input').fill(`:${line}`);
    await this.page.keyboard.press('Enter');
    await this.page.locator('.statusbar-item').getByText(`Ln ${line}, Col 1`).waitFor();
  }

  /** VS Code gathers no more of the list once the cursor has rested, or a problem comes or goes: then it is asked for anew. */
  async quickFix(title: string): Promise<Locator> {
    const entry = this.page.locator('.action-widget').getByText(title);
    for (let tries = 0; tries < 15; tries += 1) {
      await this.page.keyboard.press('Control+.');
      if (await appears(entry)) return entry;
      await this.page.keyboard.press('Escape');
    }
    throw new Error(`No quick fix says "${title}".`);
  }

  /** Text that a decoration adds stands in no element, only in the style of one. */
  async decorationText(text: string): Promise<void> {
    await this.page.waitForFunction(
      (wanted) =>
        [...document.querySelectorAll('.view-lines span')].some((span) =>
          getComputedStyle(span, '::after').content.includes(wanted),
        ),
      text,
    );
  }

  /** Shows the hover over a word that says this. A hover goes when what is under it moves, as lenses and themes make it. */
  async hover(word: string, says: string): Promise<Locator> {
    const hover = this.page.locator('.monaco-hover:visible', { hasText: says }).first();
    for (let tries = 0; tries < 15; tries += 1) {
      // Away first: a pointer that rests where it was shows nothing new.
      await this.page.mouse.move(0, 0);
      await this.page.locator('.monaco-hover:visible').first().waitFor({ state: 'detached' });
      await this.page.locator('.view-line').getByText(word, { exact: true }).first().hover();
      if (await appears(hover)) return hover;
    }
    throw new Error(`No hover over "${word}" says "${says}".`);
  }

  get codeLenses(): Locator {
    return this.page.locator('.codelens-decoration a');
  }

  get toasts(): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item');
  }

  /** A VS Code that is driven from outside shows no notification by itself, only the list of them, which may close. */
  async notification(text: RegExp): Promise<Locator> {
    const found = this.notifications.filter({ hasText: text }).first();
    for (let tries = 0; tries < 15; tries += 1) {
      if (await appears(found)) return found;
      const isListOpen = await this.page.locator('.notifications-center').isVisible();
      if (!isListOpen) await this.page.locator('#status\\.notifications').click();
    }
    throw new Error(`VS Code shows no notification like ${text.source}.`);
  }

  get notifications(): Locator {
    return this.page.locator('.notifications-center .notification-list-item');
  }

  /** The document inside the webview: VS Code nests two frames. */
  async webview(): Promise<Frame> {
    // A report's page comes after a whole run: on a busy machine that takes its time, and waiting longer costs nothing elsewhere.
    const outer = await this.page.waitForSelector('iframe.webview.ready', { timeout: 100_000 });
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

  /** As after closing and opening VS Code: what it had open is opened again. */
  async restart(): Promise<void> {
    // VS Code writes down what is open every second or so while it runs in a browser.
    await this.page.waitForTimeout(3_000);
    await this.page.reload();
    await this.page.locator('.monaco-workbench .part.editor').waitFor();
  }

  close(): Promise<void> {
    return this.page.close();
  }
}

function appears(locator: Locator): Promise<boolean> {
  return inTime(locator.waitFor({ timeout: 2_000 }));
}

async function inTime(action: Promise<void>): Promise<boolean> {
  try {
    await action;
    return true;
  } catch (error) {
    if (error instanceof errors.TimeoutError) return false;
    throw error;
  }
}
