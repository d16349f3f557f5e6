/** What axe objects to on a page, or in the parts of it that are named, short enough to be read in a failure. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** `parts` are of a workbench: VS Code's rows are read out with commas where the eye is led by dots, which this rule takes for other words. */
const notInWorkbench = { 'label-content-name-mismatch': { enabled: false } };

export async function violations(page: Page, parts?: readonly string[]): Promise<readonly string[]> {
  // Under a page's policy no script can be added to it; a debugger may evaluate one.
  await page.evaluate(axe.source);
  const what = parts === undefined ? undefined : { include: [...parts], rules: notInWorkbench };
  return page.evaluate(async (some) => {
    const { run } = (globalThis as unknown as { readonly axe: typeof axe }).axe;
    const { violations: found } = await (some === undefined
      ? run()
      : run({ include: some.include }, { rules: some.rules }));
    return found.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html }) => `${id}: ${html.slice(0, 200)}`));
  }, what);
}
