/** The Leanscope view of a workbench, as a user finds it. */
import type { Locator } from 'playwright-core';
import { until } from './until.ts';
import type { Workbench } from './workbench.ts';

export class LeanscopeView {
  readonly workbench: Workbench;

  private constructor(workbench: Workbench) {
    this.workbench = workbench;
  }

  static async open(workbench: Workbench): Promise<LeanscopeView> {
    await workbench.page.locator('.part.activitybar').getByRole('tab', { name: 'Leanscope' }).click();
    await workbench.page.locator('.part.sidebar .pane-header').first().waitFor();
    return new LeanscopeView(workbench);
  }

  /** By what a screen reader says of it. */
  row(spoken: RegExp): Locator {
    return this.#sidebar.getByRole('treeitem', { name: spoken });
  }

  text(text: RegExp): Locator {
    return this.#sidebar.locator('.welcome-view').getByText(text);
  }

  button(name: string): Locator {
    return this.#sidebar.locator('.welcome-view').getByRole('button', { name, exact: true }).first();
  }

  /** Chooses from the row's menu, by key: it takes no click in its first moment, so that a slip of the hand does nothing. */
  async act(row: Locator, action: string): Promise<void> {
    await row.click({ button: 'right' });
    const menu = this.workbench.page.locator('.context-view');
    await menu.getByRole('menuitem', { name: action }).hover();
    await menu.locator('.action-item.focused').getByRole('menuitem', { name: action }).waitFor();
    await this.workbench.page.keyboard.press('Enter');
    await menu.getByRole('menuitem').first().waitFor({ state: 'hidden' });
  }

  async spokenRows(): Promise<readonly string[]> {
    const rows = await this.#sidebar.locator('.monaco-list-row').all();
    return Promise.all(rows.map(async (row) => (await row.getAttribute('aria-label')) ?? ''));
  }

  /** A section with this beside its title. */
  section(title: string, description: string): Locator {
    return this.#pane(title).locator('.pane-header .description').getByText(description, { exact: true });
  }

  /** Waits until a section lists exactly these labels. */
  async eventuallyRows(section: string, labels: readonly string[]): Promise<void> {
    const names = this.#pane(section).locator('.monaco-list-row .label-name');
    let listed: readonly string[] = [];
    await until(
      () => `"${section}" lists ${labels.join(', ')}; it lists ${listed.join(', ')}`,
      async () => {
        listed = await names.allTextContents();
        return listed.join() === labels.join();
      },
    );
  }

  #pane(section: string): Locator {
    return this.#sidebar.locator('.pane', { has: this.workbench.page.getByRole('button', { name: section }) });
  }

  get #sidebar(): Locator {
    return this.workbench.page.locator('.part.sidebar');
  }
}
