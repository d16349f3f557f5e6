import type { Experiment } from '../experiment.ts';
import { openEditor } from '../vscode.ts';

/** What holds the event loop for so long is told as blocking it, of applications too. */
const blockMs = 50;

export const editor: Experiment = {
  claims: [
    {
      name: 'activation',
      sentence: 'The extension is activated in 50 ms, loading included, in a real VS Code.',
      hypothesis: { of: 'mean', high: 50 },
      unit: ' ms',
    },
    {
      name: 'decoration',
      sentence: 'A file of 20,000 lines with 500 hot functions is decorated within 50 ms of being opened.',
      hypothesis: { of: 'mean', high: 50 },
      unit: ' ms',
    },
    {
      name: 'decoration-growth',
      sentence: 'Decorating 10 times as many functions takes at most 10 times as long.',
      hypothesis: { of: 'mean', high: 10 },
      unit: '',
    },
    {
      name: 'decoration-block',
      sentence: `The longest block of ours in the extension host, while such a file is opened, typed into and scrolled, is at most ${blockMs} ms.`,
      hypothesis: { of: 'mean', high: blockMs },
      unit: ' ms',
    },
  ],
  replicate:
    'A new window of VS Code: activation, then a file of 2,000 lines with 50 hot functions and one of 20,000 with 500.',
  leastSeconds: 20,
  fewest: 4,
  weight: 3,
  async open() {
    const vscode = await openEditor();
    return {
      async replicate() {
        const { activationMs, smallPaintMs, largePaintMs, longestBlockMs } = await vscode.times();
        return {
          activation: activationMs,
          decoration: largePaintMs,
          'decoration-growth': largePaintMs / smallPaintMs,
          'decoration-block': longestBlockMs,
        };
      },
      close: () => vscode.stop(),
    };
  },
};
