/** Which VS Code the tests run in on this machine. */
import { canInstallSystemPackages, findChromium, installServer, type VscodeServer } from './install-server.ts';

export interface DesktopVscode {
  readonly kind: 'desktop';
  /** Absent: `@vscode/test-electron` downloads one. */
  readonly executable?: string;
}

export type Host = DesktopVscode | VscodeServer;

/** A desktop VS Code that is named or can be shown, else VS Code's server in a headless browser. */
export async function findHost(): Promise<Host> {
  const executable = process.env['LEANSCOPE_VSCODE'];
  if (executable !== undefined && executable !== '') return { kind: 'desktop', executable };
  return canShowDesktop() || !canRunServer() ? { kind: 'desktop' } : installServer();
}

export function canShowDesktop(): boolean {
  if (process.platform !== 'linux') return true;
  return [process.env['DISPLAY'], process.env['WAYLAND_DISPLAY']].some((name) => name !== undefined && name !== '');
}

function canRunServer(): boolean {
  return findChromium() !== undefined || canInstallSystemPackages();
}
