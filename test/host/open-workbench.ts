/** Opens VS Code's page as it is for somebody who has used it for long. */
import type { Page } from 'playwright-core';

/**
 * VS Code in a browser knows the settings of a workspace only once its window is there, and would first show its chat beside the
 * editors, and then move everything. So these come with the page itself, as they do where a site embeds VS Code.
 */
const settings = {
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
} as const;

export async function openWorkbench(page: Page, url: string): Promise<void> {
  await page.addInitScript(addSettings, settings);
  if (new URL(url).searchParams.has('workspace')) await page.addInitScript(letServerWait);
  await page.goto(url);
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

/**
 * In the page: no connection to the server is open before VS Code has its workspace. It asks the server for the file that names the
 * folders, and where the answer comes in the moment between its last look at what it knows and its first own workspace, it drops the
 * folders for good: `onWorkspaceConfigurationChanged` in VS Code's configurationService.ts does nothing without a workspace.
 */
function letServerWait(): void {
  const mark = 'code/didInitWorkspaceService';
  const workspaceIsThere = new Promise<void>((resolve) => {
    new PerformanceObserver((_, observer) => {
      if (performance.getEntriesByName(mark).length === 0) return;
      observer.disconnect();
      resolve();
    }).observe({ type: 'mark', buffered: true });
  });
  window.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      let isKnown = false;
      // The first to listen, so that the others hear of it later.
      this.addEventListener('open', (event) => {
        if (isKnown) return;
        event.stopImmediatePropagation();
        void workspaceIsThere.then(() => {
          isKnown = true;
          this.dispatchEvent(new Event('open'));
        });
      });
    }
  };
}
