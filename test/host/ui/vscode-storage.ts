/** What VS Code in a browser has written down of a window: it does so every few seconds, and opens the same again after a restart. */
import type { Page } from 'playwright-core';

/** The parts of the window and what is open in them, as JSON text. */
export function storedWindow(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => {
          resolve(request.result);
        };
        request.onerror = () => {
          reject(request.error ?? new Error('The database cannot be read.'));
        };
      });
    const names = (await indexedDB.databases()).map(({ name = '' }) => name);
    let text = '';
    for (const name of names.filter((each) => each.startsWith('vscode-web-state-db-'))) {
      const database = await done(indexedDB.open(name));
      const values = await done(database.transaction('ItemTable').objectStore('ItemTable').getAll());
      database.close();
      text += values.filter((value) => typeof value === 'string').join('\n');
    }
    return text;
  });
}
