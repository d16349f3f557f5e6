/** Opens VS Code's page as it is for somebody who has used it for long. */
import type { Page } from 'playwright-core';

/**
 * VS Code in a browser knows the settings of a workspace only once its window is there, and would first show its chat beside the
 * editors, and then move everything. So these come with the page itself, as they do where a site embeds VS Code. TypeScript's checker
 * would read all of the checkout that the test's folder lies in, and ask the npm registry for types. What is not saved stays so: in a browser
 * VS Code saves by itself, a second after the last key.
 */
const settings = {
  'files.autoSave': 'off',
  'typescript.tsserver.useSyntaxServer': 'always',
  'typescript.disableAutomaticTypeAcquisition': true,
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
} as const;

export async function openWorkbench(page: Page, url: string): Promise<void> {
  await page.addInitScript(addSettings, settings);
  // When its window is there, VS Code itself says.
  await page.goto(url, { waitUntil: 'commit' });
}

/** In the page, which carries its options as JSON in an attribute, and reads them when all of it is there. */
function addSettings(configurationDefaults: object): void {
  new MutationObserver((_, observer) => {
    const element = document.querySelector('#vscode-workbench-web-configuration');
    if (element === null) return;
    observer.disconnect();
    const options = JSON.parse(element.getAttribute('data-settings') ?? '{}') as object;
    element.setAttribute('data-settings', JSON.stringify({ ...options, configurationDefaults }));
  }).observe(document, { childList: true, subtree: true });
}
