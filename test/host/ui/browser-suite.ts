/** A browser for the tests of one suite. */
import type { Browser } from 'playwright-core';
import { startBrowser } from '../browser.ts';
import { installServer } from '../install-server.ts';
import { Resources } from './resources.ts';
import { pictureOrWhyNot } from './pictures.ts';

export interface BrowserSuite {
  readonly resources: Resources;
  readonly browser: () => Browser;
}

/**
 * To be called in a `describe`: starts a browser before its first test, closes every page after each test, with a picture and
 * `lastWords` where it failed, and stops what is in `resources` after the last.
 */
export function browserSuite(lastWords?: () => Promise<string>): BrowserSuite {
  const resources = new Resources();
  let browser: Browser | undefined;
  const started = (): Browser => {
    if (browser === undefined) throw new Error('The browser starts before the first test.');
    return browser;
  };

  before(async () => {
    browser = await startBrowser(await installServer());
    resources.add(() => started().close());
  });

  afterEach(async function () {
    const contexts = started().contexts();
    const { currentTest: test } = this;
    // The message is what is told of a failure, wherever it is counted.
    if (test?.state === 'failed' && test.err !== undefined) {
      for (const page of contexts.flatMap((context) => context.pages()))
        test.err.message += `\nThe page: ${await pictureOrWhyNot(page, `failed-${test.title.replaceAll(/\W+/g, '-')}`)}`;
      if (lastWords !== undefined) test.err.message += `\n${await lastWords()}`;
    }
    for (const context of contexts) await context.close();
  });

  after(() => resources.stop());

  return { resources, browser: started };
}
