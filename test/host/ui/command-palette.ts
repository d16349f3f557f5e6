/** The command palette of a workbench, and the other questions that VS Code asks in its place. */
import type { Locator, Page } from 'playwright-core';
import { inTime, until } from './until.ts';

/** One that VS Code always has. */
const always = 'Preferences: Color Theme';

/** An input that is in sight takes text at once; one that has gone never will. */
const closedAfterMs = 5_000;

export class CommandPalette {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Runs what is listed under this title, once it is: an extension may have to say first that it can be. */
  async run(title: string): Promise<void> {
    await this.untilOffered(title);
    await this.pick(title);
  }

  /** Leaves the palette open. */
  async untilOffered(title: string): Promise<void> {
    await until(`the command palette offers "${title}"`, () => this.#offers(title));
  }

  /** Which of these are offered now. */
  async offered(titles: readonly string[]): Promise<readonly string[]> {
    const offered: string[] = [];
    for (const title of titles) if (await this.#offers(title)) offered.push(title);
    await this.close();
    return offered;
  }

  async close(): Promise<void> {
    await this.#page.keyboard.press('Escape');
    await this.#input.waitFor({ state: 'hidden' });
  }

  /** Takes what a list offers, once it is offered. The tip of a row under a pointer that rests would lie over the next. */
  async pick(label: string): Promise<void> {
    await this.#page.mouse.move(0, 0);
    await this.#entry(label).click();
  }

  /** Answers an input box. */
  async type(text: string): Promise<void> {
    await this.#page.locator('.quick-input-widget .quick-input-message:visible').waitFor();
    await this.#input.fill(text);
    await this.#page.keyboard.press('Enter');
  }

  /** Saves under the name that is offered, once it is. */
  async answerSaveDialog(name: string): Promise<void> {
    await until(`VS Code offers to save as ${name}`, async () => {
      const isOpen = await this.#input.isVisible();
      return isOpen && (await this.#input.inputValue()).endsWith(name);
    });
    await this.#page.keyboard.press('Enter');
    await this.#input.waitFor({ state: 'hidden' });
  }

  /**
   * The list is that of a title once what VS Code always has has come and gone: what is listed is looked up anew for each text. False too
   * where the palette closed meanwhile, because something else took the focus.
   */
  async #offers(title: string): Promise<boolean> {
    if (!(await this.#input.isVisible())) await this.#page.keyboard.press('F1');
    if (!(await inTime(this.#input.waitFor({ timeout: closedAfterMs })))) return false;
    if (!(await this.#ask(always)) || !(await this.#staysOpenUntil(this.#entry(always)))) return false;
    if (!(await this.#ask(title)) || !(await this.#staysOpenUntil(this.#entry(always), 'detached'))) return false;
    return (await this.#entry(title).count()) > 0;
  }

  /** Out: whether it was open to be asked. */
  async #ask(title: string): Promise<boolean> {
    return inTime(this.#input.fill(`>${title}`, { timeout: closedAfterMs }));
  }

  async #staysOpenUntil(row: Locator, state: 'attached' | 'detached' = 'attached'): Promise<boolean> {
    let isOpen = true;
    await until(
      `the list of the command palette has ${state === 'attached' ? '' : 'no more '}"${always}"`,
      async () => {
        isOpen = await this.#input.isVisible();
        return !isOpen || (await row.count()) > 0 === (state === 'attached');
      },
    );
    return isOpen;
  }

  get #input(): Locator {
    return this.#page.locator('.quick-input-widget input').first();
  }

  #entry(title: string): Locator {
    return this.#page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
  }
}
