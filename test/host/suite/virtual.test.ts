import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { canAskWhatIf } from '../../../src/extension/hover-links.ts';
import { ShownRuns } from '../../../src/extension/shown-runs.ts';
import { showLatest } from '../../../src/extension/stored-runs.ts';
import { exampleReport } from '../fixture/report.ts';
import { workspaceFolder } from './workspace.ts';

const scheme = 'leanscope-test';
const measuredSource = (): vscode.Uri => {
  const { extensionUri } = vscode.extensions.getExtension('leanscope.leanscope') ?? assert.fail();
  return vscode.Uri.joinPath(extensionUri, 'test/host/fixture/app/src/catalogue.js');
};
const folder: vscode.WorkspaceFolder = { uri: vscode.Uri.from({ scheme, path: '/shop' }), name: 'shop', index: 0 };

/** A few files that are on no disk, to be read only. */
class Files implements vscode.FileSystemProvider {
  readonly #files: ReadonlyMap<string, Uint8Array>;
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;

  constructor(files: Readonly<Record<string, Uint8Array>>) {
    this.#files = new Map(Object.entries(files));
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  stat({ path }: vscode.Uri): vscode.FileStat {
    const size = this.#files.get(path)?.length;
    if (size !== undefined) return { type: vscode.FileType.File, ctime: 0, mtime: 0, size };
    if (this.#inside(path).length === 0) throw vscode.FileSystemError.FileNotFound(path);
    return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
  }

  readDirectory({ path }: vscode.Uri): [string, vscode.FileType][] {
    const names = this.#inside(path).map((file) => file.slice(path.length + 1).split('/'));
    return names.map(([name = '', ...rest]) => [
      name,
      rest.length === 0 ? vscode.FileType.File : vscode.FileType.Directory,
    ]);
  }

  readFile({ path }: vscode.Uri): Uint8Array {
    const content = this.#files.get(path);
    if (content === undefined) throw vscode.FileSystemError.FileNotFound(path);
    return content;
  }

  createDirectory(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  writeFile(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  delete(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  rename(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  #inside(folderPath: string): readonly string[] {
    return [...this.#files.keys()].filter((file) => file.startsWith(`${folderPath}/`));
  }
}

describe('a folder that is on no disk', () => {
  it('shows the run that is stored in it beside its code, and starts nothing', async () => {
    // As it was measured: what other suites left in the workspace may have been saved meanwhile.
    const source = await vscode.workspace.fs.readFile(measuredSource());
    const report = new TextEncoder().encode(JSON.stringify(exampleReport));
    const files = new Files({
      '/shop/src/catalogue.js': source,
      '/shop/.leanscope/runs/2026-01-15T09-30-00-000/report.json': report,
    });
    const runs = new ShownRuns();
    const log = vscode.window.createOutputChannel('virtual', { log: true });
    const registered = vscode.workspace.registerFileSystemProvider(scheme, files, { isReadonly: true });
    try {
      await showLatest(folder, runs, log);
      const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, 'src/catalogue.js'));
      assert.deepEqual(
        runs.annotationsOf(document)?.functions.map(({ name, line }) => `${line} ${name}`),
        ['3 parseCatalogue', '8 relatedBooks', '18 coverUrl'],
      );
      const run = runs.of(folder);
      assert.ok(run !== undefined);
      assert.equal(canAskWhatIf(run), false);
      assert.equal(canAskWhatIf({ ...run, folder: workspaceFolder() }), true);
    } finally {
      for (const resource of [registered, runs, log]) resource.dispose();
    }
  });
});
