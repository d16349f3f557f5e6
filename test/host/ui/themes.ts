/** A theme of each kind, and the class by which the workbench and a webview say that it is in force. */
import { quietSettings } from '../installed.ts';

export const themes = {
  dark: { theme: 'Dark Modern', workbench: 'vs-dark', page: 'vscode-dark' },
  light: { theme: 'Light Modern', workbench: 'vs', page: 'vscode-light' },
  'high-contrast': { theme: 'Default High Contrast', workbench: 'hc-black', page: 'vscode-high-contrast' },
  'high-contrast-light': {
    ...{ theme: 'Default High Contrast Light', workbench: 'hc-light', page: 'vscode-high-contrast-light' },
  },
} as const;

export const quiet = {
  ...quietSettings,
  'git.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'editor.lightbulb.enabled': 'off',
};

export const withTheme = (theme: string): object => ({ ...quiet, 'workbench.colorTheme': theme });
