/** Where the page runs: in an editor that sends the Report and opens sources, or in a file that carries the Report. */
import { reportElementId, sourceElementId, type FromPage } from '../model/page.ts';
import { excerptsOfText, type SourceExcerpt } from '../model/source-excerpt.ts';
import type { Plans } from '../model/spec.ts';
import { showTarget } from './frame/target.ts';
import { hashOfView, ViewStore, viewOf, viewOfHash } from './frame/view-store.ts';
import { storedRuns, type StoredRuns } from './compare/stored-runs.ts';
import { excerptOpener } from './source/excerpts.ts';
import { stateOf, stateOfText, toPage, type PageState } from './page-state.ts';

/** Hands the reader a file that the page made. */
export type Save = (name: string, content: string | Uint8Array<ArrayBuffer>) => void;

interface Arrival {
  readonly state: PageState;
  readonly locale: string;
}

export interface Host {
  /** Absent where no source can be opened: no editor, and no excerpts either. */
  readonly openSource?: (file: string, line: number) => void;
  /** Parts of the source that the page carries; absent where an editor has all of it. */
  readonly excerpts?: readonly SourceExcerpt[];
  /** Absent where no editor can write leanscope.json. */
  readonly savePlan?: (plans: Plans) => void;
  readonly save: Save;
  /** The page itself as a file, with or without excerpts of the source; absent where it is one. */
  readonly savePage?: (name: string, source: boolean) => void;
  /** What else was measured of this application; absent where no editor keeps it. */
  readonly storedRuns?: StoredRuns;
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
  const excerpts = excerptsOfText(document.getElementById(sourceElementId)?.textContent);
  const view = fileView();
  return {
    view,
    ...(excerpts.length === 0 ? {} : { excerpts, openSource: excerptOpener(view, excerpts) }),
    save: download,
    first: { state: stateOfText(text), locale: navigator.language },
    subscribe: () => () => undefined,
  };
}

function fileView(): ViewStore {
  return new ViewStore({
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
  });
}

function editorHost(api: EditorApi): Host {
  const view = new ViewStore({
    load: () => viewOf(api.getState()),
    save: (chosen) => {
      api.setState(chosen);
    },
  });
  return {
    view,
    first: { state: { kind: 'loading' }, locale: navigator.language },
    save: (name, content) => {
      api.postMessage({ kind: 'saveFile', name, content });
    },
    savePage: (name, source) => {
      api.postMessage({ kind: 'savePage', name, source });
    },
    openSource: (file, line) => {
      api.postMessage({ kind: 'openSource', file, line });
    },
    savePlan: (plans) => {
      api.postMessage({ kind: 'savePlan', plans });
    },
    storedRuns: storedRuns((message) => {
      api.postMessage(message);
    }),
    subscribe: (listener) => {
      const receive = (event: MessageEvent<unknown>): void => {
        const message = toPage(event.data);
        if (message?.kind !== 'report') return;
        const state = stateOf(message.report);
        if (state.kind === 'data' && message.show !== undefined) showTarget(view, state.report, message.show);
        listener({ state, locale: message.locale });
      };
      addEventListener('message', receive);
      api.postMessage({ kind: 'ready' });
      return () => {
        removeEventListener('message', receive);
      };
    },
  };
}

function download(name: string, content: string | Uint8Array<ArrayBuffer>): void {
  const url = URL.createObjectURL(new Blob([content]));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
