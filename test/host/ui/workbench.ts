/** VS Code in a browser page, driven with the keys and words a user knows. */
import { utimes } from 'node:fs/promises';
import * as path from 'node:path';
import type { Browser, Frame, Locator, Page } from 'playwright-core';
import { windowSize } from '../browser.ts';
import { root } from '../folders.ts';
import { openWorkbench } from '../open-workbench.ts';
import { workbenchUrl } from '../serve.ts';
import { waitTimeoutMs } from '../suite-result.ts';
import { CommandPalette } from './command-palette.ts';
import { pictureIfWanted } from './pictures.ts';
import { askUntil, until } from './until.ts';
import { storedWindow } from './vscode-storage.ts';

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
  readonly palette: CommandPalette;

  constructor(page: Page) {
    this.page = page;
    this.palette = new CommandPalette(page);
  }

  static async open(browser: Browser, options: OpenOptions): Promise<Workbench> {
    const { port, folder, workspace, openFile, language, development = true } = options;
    const page = await browser.newPage({ viewport: windowSize });
    page.setDefaultTimeout(waitTimeoutMs);
    if (language !== undefined) {
      await page.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(language)}`);
    }
    const url = workbenchUrl(port, {
      folder,
      ...(workspace === undefined ? {} : { workspace }),
      ...(development ? { extensionDevelopmentPath: root } : {}),
      ...(openFile === undefined ? {} : { openFile: path.join(folder, openFile) }),
    });
    await openWorkbench(page, url);
    const workbench = new Workbench(page);
    await workbench.#untilStarted();
    if (workspace !== undefined) await workbench.#untilFoldersOf(workspace);
    if (openFile !== undefined) await page.locator('.editor-instance .view-line').first().waitFor();
    return workbench;
  }

  /** VS Code marks its own start in the page's timeline: until then editors open, and take the focus, and commands are not known yet. */
  async #untilStarted(): Promise<void> {
    await this.page.waitForFunction(() =>
      ['code/LifecyclePhase/Restored', 'code/didRestoreEditors', 'code/didLoadExtensions'].every(
        (mark) => performance.getEntriesByName(mark).length > 0,
      ),
    );
  }

  /**
   * VS Code in a browser may drop the folders: where the file that names them comes from the server in the moment in which there is no
   * workspace yet to put them in, `onWorkspaceConfigurationChanged` in its configurationService.ts passes it over. It reads a file that
   * changes again; when it has begun to watch the file it does not say.
   */
  async #untilFoldersOf(workspace: string): Promise<void> {
    const folder = this.page.locator('.explorer-folders-view .monaco-list-row').first();
    await askUntil(folder, 'the folders of the workspace', () => utimes(workspace, new Date(), new Date()));
  }

  runCommand(title: string): Promise<void> {
    return this.palette.run(title);
  }

  async goToLine(line: number): Promise<void> {
    await this.page.keyboard.press('Control+g');
    const input = this.page.locator('.quick-input-widget input').first();
    await input.fill(`:${line}`);
    await this.page.keyboard.press('Enter');
    await input.waitFor({ state: 'hidden' });
    await this.page.locator('.statusbar-item').getByText(`Ln ${line}, Col 1`).waitFor();
  }

  async quickFix(title: string): Promise<Locator> {
    const menu = this.page.locator('.action-widget').first();
    return askUntil(menu.getByText(title), `the quick fix "${title}"`, async () => {
      if (await menu.isVisible()) await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('Control+.');
    });
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
    const hovers = this.page.locator('.monaco-hover:visible');
    const wanted = this.page.locator('.monaco-hover:visible', { hasText: says }).first();
    return askUntil(wanted, `a hover over "${word}" that says "${says}"`, async () => {
      // Away first: a pointer that rests where it was shows nothing new.
      await this.page.mouse.move(0, 0);
      await hovers.first().waitFor({ state: 'detached' });
      await this.page.locator('.view-line').getByText(word, { exact: true }).first().hover();
    });
  }

  get codeLenses(): Locator {
    return this.page.locator('.codelens-decoration a');
  }

  get toasts(): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item');
  }

  /** A VS Code that is driven from outside shows no notification by itself, only the list of them, which closes when it has none. */
  async notification(text: RegExp): Promise<Locator> {
    const found = this.notifications.filter({ hasText: text }).first();
    const bell = this.page.locator('#status\\.notifications');
    await until(`a notification like ${text.source}`, async () => {
      if (await found.isVisible()) return true;
      const isOpen = await this.page.locator('.notifications-center').isVisible();
      if (!isOpen && (await bell.locator('.codicon-bell-dot').isVisible())) await bell.click();
      return false;
    });
    return found;
  }

  get notifications(): Locator {
    return this.page.locator('.notifications-center .notification-list-item');
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

  screenshot(name: string): Promise<void> {
    return pictureIfWanted(this.page, name);
  }

  /** As after closing and opening VS Code, once it has written down all of this: what it had open is opened again. */
  async restart(written: readonly string[]): Promise<void> {
    await until(`VS Code has written down ${written.join(', ')}`, async () => {
      const text = await storedWindow(this.page);
      return written.every((each) => text.includes(each));
    });
    await this.page.reload();
    await this.#untilStarted();
  }
}
