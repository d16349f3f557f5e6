import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { FailureError } from '../../src/model/failure.ts';
import { findCommand, type FoundCommand } from '../../src/spec/command.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';

type Files = Readonly<Record<string, string>>;
interface Found extends FoundCommand {
  readonly folder: string;
}

const base = { type: 'node', request: 'launch', name: 'Serve' };
const fileOf = (configurations: readonly object[], compounds?: readonly object[]): Files => ({
  '.vscode/launch.json': JSON.stringify({ version: '0.2.0', configurations, compounds }),
});

async function found(files: Files, launch?: string): Promise<Found> {
  let result: Found | undefined;
  await inTemporaryFolder(files, async (folder) => {
    const given = launch === undefined ? { command: [] } : { command: [], launch };
    result = { ...(await findCommand(given, {}, folder)), folder };
  });
  assert.ok(result);
  return result;
}

async function problemOf(files: Files, launch: string): Promise<string> {
  const error: unknown = await found(files, launch).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof FailureError && error.failure.kind === 'badCall', String(error));
  return error.failure.problem;
}

describe('a launch configuration', () => {
  it('has the variables of its envFile; its own win over them, numbers and booleans are texts', async () => {
    const env = { PORT: 3000, DEBUG: false, HOME_DIR: '${userHome}' };
    const launch = { ...base, program: 'a.js', env, envFile: '${workspaceFolder}/config/.env' };
    const text = '# for work\nexport PORT=1\nNAME="two\\nlines"\nEMPTY=\nPLAIN=a b # more\n';
    const { env: all, warnings } = await found({ ...fileOf([launch]), 'config/.env': text });
    assert.deepEqual(all, {
      PORT: '3000',
      DEBUG: 'false',
      HOME_DIR: homedir(),
      NAME: 'two\nlines',
      EMPTY: '',
      PLAIN: 'a b',
    });
    assert.deepEqual(warnings, []);
  });

  it('says where its envFile cannot be read, and what it does not do before', async () => {
    const launch = { ...base, program: 'a.js', envFile: '${workspaceFolder}/.env', preLaunchTask: 'npm: build' };
    const { command, warnings } = await found(fileOf([launch]));
    assert.deepEqual(command, ['node', 'a.js']);
    assert.deepEqual(warnings, [
      'The variables of launch.json, "Serve" are not set: .env (there is no such file).',
      'The task "npm: build" before launch.json, "Serve" is not run: what it builds must be there.',
    ]);
  });

  it('waits for no debugger', async () => {
    const runtimeArgs = ['--inspect-brk=9229', '--inspect', '--debug-brk', '--nolazy', '-r', 'ts-node/register'];
    const { command } = await found(
      fileOf([{ ...base, runtimeArgs, args: ['src/a.ts', '--inspect'], runtimeExecutable: 'node' }]),
    );
    assert.deepEqual(command, ['node', '--nolazy', '-r', 'ts-node/register', 'src/a.ts', '--inspect']);
  });

  it('may have its program among the arguments', async () => {
    const launch = { ...base, runtimeArgs: ['-r', 'ts-node/register'], args: ['./index.ts', 7] };
    assert.deepEqual((await found(fileOf([launch]))).command, ['node', '-r', 'ts-node/register', './index.ts', '7']);
  });

  it('may be a package manager, a tool of the project, or a line for a terminal', async () => {
    const npm = { ...base, name: 'npm', runtimeExecutable: 'npm', runtimeArgs: ['run-script', 'dev'] };
    const tool = {
      ...base,
      name: 'tool',
      runtimeExecutable: '${workspaceFolder}/node_modules/.bin/tsx',
      args: 'a.ts "b c"',
    };
    const line = {
      ...base,
      name: 'line',
      type: 'node-terminal',
      command: 'PORT=4000 MODE= npm run dev -- --name="a b"',
    };
    const files = fileOf([npm, tool, line]);
    assert.deepEqual((await found(files, 'npm')).command, ['npm', 'run-script', 'dev']);
    const { command, folder } = await found(files, 'tool');
    assert.deepEqual(command, [join(folder, 'node_modules/.bin/tsx'), 'a.ts', 'b c']);
    const terminal = await found(files, 'line');
    assert.deepEqual(terminal.command, ['npm', 'run', 'dev', '--', '--name=a b']);
    assert.deepEqual(terminal.env, { PORT: '4000', MODE: '' });
    assert.match(
      await problemOf(fileOf([{ ...line, command: 'npm run build && npm start' }]), 'line'),
      /needs a shell/,
    );
  });

  it('has what it says for this system above the rest', async () => {
    const own = { program: 'own.js', env: { A: 1 } };
    const system = { win32: 'windows', darwin: 'osx' }[process.platform as string] ?? 'linux';
    const { command, env } = await found(fileOf([{ ...base, program: 'a.js', [system]: own }]));
    assert.deepEqual([command, env], [['node', 'own.js'], { A: '1' }]);
  });

  it('runs what its TypeScript program was compiled to, where the editor would', async () => {
    const program = '${workspaceFolder}/src/api/server.ts';
    const outFiles = ['!**/node_modules/**', '${workspaceFolder}/dist/**/*.js'];
    const launch = fileOf([{ ...base, program, outFiles }]);
    for (const place of ['dist/api/server.js', 'dist/src/api/server.js', 'dist/server.js']) {
      const { command, folder } = await found({ ...launch, [place]: '' });
      assert.deepEqual(command, ['node', join(folder, place)]);
    }
    const nothingBuilt = await found(launch);
    assert.deepEqual(nothingBuilt.command, ['node', join(nothingBuilt.folder, 'src/api/server.ts')]);
    const loaded = fileOf([{ ...base, program, outFiles, runtimeArgs: ['--import', 'tsx'] }]);
    const asWritten = await found({ ...loaded, 'dist/api/server.js': '' });
    assert.equal(asWritten.command[3], join(asWritten.folder, 'src/api/server.ts'));
  });

  it('leaves out a variable of the environment that only an editor can fill in, and says so', async () => {
    const env = { KEY: '${input:key}', PORT: '3000' };
    const result = await found(fileOf([{ ...base, program: 'a.js', env }]));
    assert.deepEqual(result.env, { PORT: '3000' });
    assert.deepEqual(result.warnings, ['Only an editor can fill in KEY of launch.json, "Serve": not set.']);
  });

  for (const [what, tests] of [
    ['mocha', { program: '${workspaceFolder}/node_modules/mocha/bin/_mocha', args: ['--timeout', '999'] }],
    ['jest', { program: '${workspaceFolder}/node_modules/jest/bin/jest.js' }],
    ['jest, of its binaries', { program: '${workspaceFolder}/node_modules/.bin/jest' }],
    ['a script', { runtimeExecutable: 'npm', runtimeArgs: ['run', 'test:unit'] }],
    ['npx', { runtimeExecutable: 'npx', args: ['vitest', 'run'] }],
    ['a line that builds', { type: 'node-terminal', command: 'pnpm --silent generate:types' }],
    ['Node.js', { runtimeArgs: ['--test'], program: 'test/a.js' }],
  ] as const)
    it(`is not the application where it runs tests or builds (${what}); by its name it is taken`, async () => {
      const files = fileOf([
        { ...base, name: 'T', ...tests },
        { ...base, program: 'test/server.js' },
      ]);
      assert.deepEqual((await found(files)).command, ['node', 'test/server.js']);
      assert.equal((await found(files, 'T')).source, 'launch.json, "T"');
    });

  it('is refused by name with the reason', async () => {
    const launches = [
      { ...base, name: 'page', type: 'chrome' },
      { ...base, name: 'attach', request: 'attach' },
      { ...base, name: 'file', program: '${file}' },
      { ...base, name: 'empty' },
    ];
    const files = fileOf(launches);
    for (const [name, reason] of [
      ['page', /it does not start Node\.js/],
      ['attach', /it attaches to a program that runs already/],
      ['file', /it needs \$\{file\}, which only an editor can fill in/],
      ['empty', /it names no program/],
      ['none', /there is no configuration "none"/],
    ] as const)
      assert.match(await problemOf(files, name), reason);
  });
});

describe('a compound of launch configurations', () => {
  const launches = [
    { ...base, name: 'page', type: 'chrome', url: 'http://localhost:3000' },
    { ...base, name: 'api', program: 'api.js' },
    { ...base, name: 'worker', program: 'worker.js' },
  ];
  const compounds = [
    { name: 'all', configurations: ['page', 'api'] },
    { name: 'both', configurations: ['api', { folder: 'x', name: 'worker' }] },
    { name: 'shown', configurations: ['page'] },
  ];

  it('is its only part that starts Node.js', async () => {
    assert.deepEqual((await found(fileOf(launches, compounds), 'all')).command, ['node', 'api.js']);
  });

  it('is refused by the names of its parts where there are several, or none', async () => {
    assert.match(await problemOf(fileOf(launches, compounds), 'both'), /starts several: "api", "worker"/);
    assert.match(await problemOf(fileOf(launches, compounds), 'shown'), /starts nothing that is Node\.js/);
  });
});
