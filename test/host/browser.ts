import { chromium, type Browser } from 'playwright-core';
import type { VscodeServer } from './install-server.ts';

/** A headless Chromium that keeps to itself; it ends when this process does, however that ends. */
export function startBrowser(host: VscodeServer): Promise<Browser> {
  return chromium.launch({
    executablePath: host.chromium,
    // Whoever starts the browser stops it, in order with the rest.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export const windowSize = { width: 1400, height: 900 } as const;
