/** Runs that the editor keeps beside the one that is shown: asked for by message, answered by message. */
import type { FromPage, ListedRun, ToPage } from '../../model/page.ts';
import { stateOf, toPage, type PageState } from '../page-state.ts';

export interface StoredRuns {
  /** Newest first. */
  readonly list: () => Promise<readonly ListedRun[]>;
  readonly read: (runId: string) => Promise<PageState>;
}

export function storedRuns(send: (message: FromPage) => void): StoredRuns {
  return {
    list: async () => {
      send({ kind: 'listRuns' });
      return answer((message) => (message.kind === 'runs' ? message.runs : undefined));
    },
    read: async (runId) => {
      send({ kind: 'readRun', runId });
      return answer((message) =>
        message.kind === 'run' && message.runId === runId ? stateOf(message.report) : undefined,
      );
    },
  };
}

/** Of the first message that is one; who closes the page waits for none. */
function answer<T>(of: (message: ToPage) => T | undefined): Promise<T> {
  return new Promise((resolve) => {
    const receive = (event: MessageEvent<unknown>): void => {
      const message = toPage(event.data);
      const found = message === undefined ? undefined : of(message);
      if (found === undefined) return;
      removeEventListener('message', receive);
      resolve(found);
    };
    addEventListener('message', receive);
  });
}
