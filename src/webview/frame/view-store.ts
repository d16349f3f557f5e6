/**
 * What the reader chose on the page, by name: the tab, searches, orders. It outlives the page: whoever holds the page keeps
 * it as texts, an editor with its tab and a file behind the # of its address.
 */

export type View = Readonly<Record<string, string>>;

export interface ViewKeeper {
  readonly load: () => View;
  readonly save: (view: View, step: boolean) => void;
  /** Calls back when the reader goes back or forward to another view. */
  readonly onReturn?: (listener: () => void) => void;
}

/** Searches change with every key, and browsers refuse an address that changes a hundred times in half a minute: from then on some wait. */
const windowMs = 30_000;
const mostSaves = 60;
const restMs = 1000;

export class ViewStore {
  #view: View;
  readonly #keeper: ViewKeeper;
  readonly #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Moments of the latest saves. */
  #saves: readonly number[] = [];

  constructor(keeper: ViewKeeper) {
    this.#keeper = keeper;
    this.#view = keeper.load();
    keeper.onReturn?.(() => {
      this.#view = keeper.load();
      this.#tell();
    });
  }

  get(name: string): string | undefined {
    return this.#view[name];
  }

  /** `undefined` is the choice nobody made. A step is one that the reader can go back from. */
  set(name: string, value: string | undefined, step = false): void {
    if (this.#view[name] === value) return;
    if (step) this.#flush();
    const others = Object.entries(this.#view).filter(([other]) => other !== name);
    this.#view = Object.fromEntries(value === undefined ? others : [...others, [name, value]]);
    if (step) this.#keeper.save(this.#view, true);
    else this.#saveSoon();
    this.#tell();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** At once where it may: whoever reloads right after typing finds what was typed. */
  #saveSoon(): void {
    const now = performance.now();
    this.#saves = this.#saves.filter((at) => now - at < windowMs);
    if (this.#timer === undefined && this.#saves.length < mostSaves) {
      this.#saves = [...this.#saves, now];
      this.#keeper.save(this.#view, false);
    } else {
      this.#timer ??= setTimeout(() => {
        this.#flush();
      }, restMs);
    }
  }

  #flush(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#keeper.save(this.#view, false);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

export const forgetful: ViewKeeper = { load: () => ({}), save: () => undefined };

/** Texts only: what an editor or an address hands back may be of another version of this page, or nobody's. */
export function viewOf(value: unknown): View {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** `#tab=functions&functions.search=rank`: an address that can be sent to somebody. */
export function viewOfHash(hash: string): View {
  return viewOf(Object.fromEntries(new URLSearchParams(hash.replace(/^#/, ''))));
}

export function hashOfView(view: View): string {
  const text = new URLSearchParams(Object.entries(view).sort(([a], [b]) => (a < b ? -1 : 1))).toString();
  return text === '' ? '' : `#${text}`;
}
