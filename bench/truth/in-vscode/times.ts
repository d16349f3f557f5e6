/** What the experiment in VS Code leaves in its workspace. */
export const resultName = 'editor-times.json';

export interface EditorTimes {
  readonly activationMs: number;
  /** In the handlers of the event that an editor has opened: with 50 hot functions, and with 500. */
  readonly smallPaintMs: number;
  readonly largePaintMs: number;
  /** Of this extension's own, with 500 functions, while the file is opened, typed into and scrolled. */
  readonly longestBlockMs: number;
}

export interface EditorFailure {
  readonly failure: string;
}
