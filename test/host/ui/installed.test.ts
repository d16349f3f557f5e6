import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { hostOut, root } from '../folders.ts';
import { installExtension, packageExtension, quietSettings, writeMachineSettings } from '../installed.ts';
import { editorSuite } from './editor-suite.ts';

/** A copy inside the checkout, whose node_modules the example app uses. */
async function shopCopy(): Promise<string> {
  const folder = path.join(hostOut, 'workspaces', 'shop');
  await rm(folder, { recursive: true, force: true });
  const notSource = new Set(['dist', '.leanscope', 'node_modules']);
  await cp(path.join(root, 'test', 'apps', 'shop'), folder, {
    recursive: true,
    filter: (file) => !notSource.has(path.basename(file)),
  });
  return folder;
}

describe('the packaged extension on the example app', () => {
  const suite = editorSuite(async (host, resources) => {
    const dataFolder = await mkdtemp(path.join(tmpdir(), 'leanscope-installed-'));
    resources.add(() => rm(dataFolder, { recursive: true, force: true, maxRetries: 5 }));
    await writeMachineSettings(dataFolder, { ...quietSettings, 'leanscope.run.budgetSeconds': 15 });
    await installExtension(host, await packageExtension(), dataFolder);
    return { dataFolder, asInstalled: true };
  });

  it('measures it and writes its costs beside the code', async () => {
    const workbench = await suite.open({ folder: await shopCopy(), development: false, openFile: 'src/search.ts' });
    await workbench.runCommand('Leanscope: Profile Application');
    await workbench.toasts.getByText(/Profiling shop: /).waitFor();
    await workbench.toasts.getByText(/req\/s · .* CPU per request/).waitFor();
    await workbench.screenshot('shop-profiling');
    const page = await workbench.webview();
    await page.getByRole('tab', { name: 'Functions' }).click();
    await page.getByText('src/search.ts').first().waitFor();
    await workbench.codeLenses.getByText('% CPU').first().waitFor();
    await workbench.screenshot('shop-profiled');
  });
});
