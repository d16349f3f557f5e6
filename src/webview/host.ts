/** Where the page runs: in an editor that sends the Report and opens sources, or in a file that carries the Report. */
import { reportElementId, type FromPage } from '../model/page.ts';
import type { Plans } from '../model/spec.ts';
import { hashOfView, ViewStore, viewOf, viewOfHash } from './frame/view-store.ts';
import { stateOf, stateOfText, toPage, type PageState } from './page-state.ts';

interface Arrival {
  readonly state: PageState;
  readonly locale: string;
}

export interface Host {
  /** Absent where no editor can open a source. */
  readonly openSource?: (file: string, line: number) => void;
  /** Absent where no editor can write leanscope.json. */
  readonly savePlan?: (plans: Plans) => void;
  /** What the reader has chosen on the page. */
  readonly view: ViewStore;
  readonly first: Arrival;
  readonly subscribe: (listener: (arrival: Arrival) => void) => () => void;
}

interface EditorApi {
  postMessage(message: FromPage): void;
  /** Kept by VS Code with the tab: through reloads, restarts and moves to another place. */
  getState(): unknown;
  setState(state: unknown): void;
}

declare global {
  /** Given to a webview by VS Code; can be called once only. */
  var acquireVsCodeApi: (() => EditorApi) | undefined;
}

export function connectHost(): Host {
  return globalThis.acquireVsCodeApi === undefined ? fileHost() : editorHost(globalThis.acquireVsCodeApi());
}

function fileHost(): Host {
  const text = document.getElementById(reportElementId)?.textContent ?? '';
  return {
    view: new ViewStore({
      load: () => viewOfHash(location.hash),
      save: (view, step) => {
        // A file's address may differ from the present one behind the # only; without a #, that is the file's own.
        const address = hashOfView(view) || location.pathname + location.search;
        if (step) history.pushState(null, '', address);
        else history.replaceState(null, '', address);
      },
      onReturn: (listener) => {
        addEventListener('popstate', listener);
      },
    }),
    first: { state: stateOfText(text), locale: navigator.language },
    subscribe: () => () => undefined,
  };
}

function editorHost(api: EditorApi): Host {
  return {
    view: new ViewStore({
      load: () => viewOf(api.getState()),
      save: (view) => {
        api.setState(view);
      },
    }),
    first: { state: { kind: 'loading' }, locale: navigator.language },
    openSource: (file, line) => {
      api.postMessage({ kind: 'openSource', file, line });
    },
    savePlan: (plans) => {
      api.postMessage({ kind: 'savePlan', plans });
    },
    subscribe: (listener) => {
      const receive = (event: MessageEvent<unknown>): void => {
        const message = toPage(event.data);
        if (message !== undefined) listener({ state: stateOf(message.report), locale: message.locale });
      };
      addEventListener('message', receive);
      api.postMessage({ kind: 'ready' });
      return () => {
        removeEventListener('message', receive);
      };
    },
  };
}
