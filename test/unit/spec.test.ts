import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type Failure } from '../../src/model/failure-kinds.ts';
import { FailureError } from '../../src/model/failure.ts';
import { resolveSpec, type Wishes } from '../../src/spec/spec.ts';
import type { Spec } from '../../src/model/spec.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';

type Files = Readonly<Record<string, string>>;

async function specOf(files: Files, wishes: Partial<Wishes> = {}): Promise<Spec & { readonly folder: string }> {
  let spec: Spec | undefined;
  let at = '';
  await inTemporaryFolder(files, async (folder) => {
    spec = await resolveSpec({ cwd: folder, command: [], ...wishes });
    at = folder;
  });
  assert.ok(spec);
  return { ...spec, folder: at };
}

async function failureOf(files: Files, wishes?: Partial<Wishes>): Promise<Failure> {
  const error: unknown = await specOf(files, wishes).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof FailureError, String(error));
  return error.failure;
}

const launch = (...configurations: readonly unknown[]) => JSON.stringify({ version: '0.2.0', configurations });
const node = { type: 'node', request: 'launch', name: 'Serve' };

const project = { 'leanscope.json': '{ "app": { "command": "node \'my server.js\' --fast" } }' };
const launched = { '.vscode/launch.json': launch({ ...node, program: 'launched.js' }) };
const started = { 'package.json': '{ "scripts": { "start": "node x" }, "main": "main.js" }' };
const main = { 'package.json': '{ "main": "main.js" }' };

describe('the command', () => {
  it('is what the command line says, before all else', async () => {
    const { command, commandSource } = await specOf(
      { ...project, ...launched, ...started },
      { command: ['node', 'given.js'] },
    );
    assert.deepEqual([command, commandSource], [['node', 'given.js'], 'the command line']);
  });

  it('is next what leanscope.json says, in words as a shell would split them', async () => {
    const { command, commandSource } = await specOf({ ...project, ...launched, ...started });
    assert.deepEqual([command, commandSource], [['node', 'my server.js', '--fast'], 'leanscope.json']);
  });

  it('is next the first launch configuration, then the start script, then main', async () => {
    assert.deepEqual((await specOf({ ...launched, ...started })).command, ['node', 'launched.js']);
    assert.deepEqual((await specOf(started)).command, ['npm', 'start']);
    assert.deepEqual((await specOf(main)).command, ['node', 'main.js']);
  });

  it('is started by the package manager whose lock file is there', async () => {
    assert.deepEqual((await specOf({ ...started, 'yarn.lock': '' })).command, ['yarn', 'start']);
    assert.deepEqual((await specOf({ ...started, 'pnpm-lock.yaml': '' })).command, ['pnpm', 'start']);
  });

  it('is nothing where nothing says so', async () => {
    assert.equal((await failureOf({})).kind, 'nothingToRun');
    assert.equal((await failureOf({ 'package.json': '{}' })).kind, 'nothingToRun');
    assert.equal((await failureOf({ 'package.json': 'null' })).kind, 'nothingToRun');
  });
});

describe('launch.json', () => {
  it('may hold comments, trailing commas and a byte order mark', async () => {
    const text = `\uFEFF{
      // What F5 does.
      "configurations": [{ "type": "node", "request": "launch", "name": "F5", "program": "a.js", },],
    }`;
    const { command, commandSource } = await specOf({ '.vscode/launch.json': text });
    assert.deepEqual([command, commandSource], [['node', 'a.js'], 'launch.json, "F5"']);
  });

  it('has its variables filled, whatever the folder is called', async () => {
    const configuration = {
      ...node,
      runtimeExecutable: 'tsx',
      runtimeArgs: ['--conditions=dev'],
      program: '${workspaceFolder}/src/server.ts',
      args: ['--root', '${workspaceRoot}'],
      cwd: '${workspaceFolder}/src',
      env: { ROOT: '${workspaceFolder}', GONE: null },
    };
    await inTemporaryFolder({ "$&/$'/.vscode/launch.json": launch(configuration) }, async (folder) => {
      const cwd = join(folder, '$&', "$'");
      const spec = await resolveSpec({ cwd, command: [] });
      assert.deepEqual(spec.command, ['tsx', '--conditions=dev', `${cwd}/src/server.ts`, '--root', cwd]);
      assert.equal(spec.cwd, join(cwd, 'src'));
      assert.deepEqual(spec.env, { ROOT: cwd });
    });
  });

  it('has the configuration taken that is called by its name, before all else', async () => {
    const files = {
      '.vscode/launch.json': launch({ ...node, program: 'a.js' }, { ...node, name: 'B', program: 'b.js' }),
    };
    const all = { ...files, 'leanscope.json': '{ "app": { "command": "node c.js" } }' };
    assert.deepEqual((await specOf(all, { launch: 'B' })).command, ['node', 'b.js']);
    const failure = await failureOf(all, { launch: 'C' });
    assert.ok(failure.kind === 'badCall' && failure.problem.includes('"C"'));
  });

  for (const [what, unusable] of [
    ['is not for Node.js', { ...node, type: 'python', program: 'a.py' }],
    ['attaches', { ...node, request: 'attach', program: 'a.js' }],
    ['needs the open file', { ...node, program: '${file}' }],
    ['needs a folder that only the editor knows', { ...node, program: 'a.js', cwd: '${workspaceFolder:api}' }],
    ['has no program', node],
    ['is no configuration', null],
  ] as const) {
    it(`passes over a configuration that ${what}`, async () => {
      const file = { '.vscode/launch.json': launch(unusable, { ...node, program: 'next.js' }) };
      assert.deepEqual((await specOf(file)).command, ['node', 'next.js']);
    });
  }

  for (const text of ['', 'nonsense', '[]', '{ "configurations": null }', '{ "configurations": {} }']) {
    it(`is passed over when it reads ${text === '' ? 'nothing' : text}`, async () => {
      assert.deepEqual((await specOf({ ...main, '.vscode/launch.json': text })).command, ['node', 'main.js']);
    });
  }
});

describe('a file that is wrong', () => {
  const cases: readonly (readonly [string, Files, RegExp])[] = [
    ['leanscope.json', { 'leanscope.json': '{ "app": }' }, /not JSON/],
    ['leanscope.json', { 'leanscope.json': '{ "app": { "command": 5 } }' }, /app\.command/],
    ['leanscope.json', { 'leanscope.json': '{ "app": { "ready": { "port": 70000 } } }' }, /app\.ready\.port/],
    ['leanscope.json', { 'leanscope.json': '{ "traffic": { "averageRequestsPerSecond": 0 } }' }, /traffic\.average/],
    ['leanscope.json', { 'leanscope.json': '{ "scenario": { "requests": [] } }' }, /scenario/],
    ['leanscope.json', { 'leanscope.json': '{ "budgets": { "cpuMsPerRequest": -1 } }' }, /budgets\.cpuMs/],
    ['leanscope.json', { 'leanscope.json': '{ "budgets": { "cpuPerRequest": 1 } }' }, /budgets/],
    ['other.json', { 'leanscope.json': '{ "scenario": "other.json" }' }, /no such file/],
    [
      'other.json',
      {
        'leanscope.json': '{ "scenario": "other.json" }',
        'other.json': '{ "requests": [{ "method": "GET", "path": "/" }, { "method": "GET", "path": "x" }] }',
      },
      /requests\.1\.path/,
    ],
    [
      'other.json',
      {
        'leanscope.json': '{ "scenario": "other.json" }',
        'other.json': '{ "requests": [{ "method": "GET", "path": "/" }], "arrival": "burst" }',
      },
      /arrival.*closed, poisson, constant/,
    ],
    ['package.json', { 'package.json': '{ "main": ' }, /not JSON/],
  ];
  for (const [file, files, words] of cases) {
    it(`is named with the place: ${file}, ${words.source}`, async () => {
      const failure = await failureOf(files);
      assert.equal(failure.kind, 'badFile');
      assert.ok(failure.file.endsWith(file), failure.file);
      assert.match(failure.problem, words);
    });
  }
});

describe('a spec', () => {
  it('takes the port of the command line before that of the project', async () => {
    const files = { ...main, 'leanscope.json': '{ "app": { "ready": { "port": 4000, "timeoutSeconds": 7 } } }' };
    const { port, readyTimeoutMs } = await specOf(files);
    assert.deepEqual([port, readyTimeoutMs], [4000, 7000]);
    assert.equal((await specOf(files, { port: 5000 })).port, 5000);
  });

  it('lets the project add to the environment of a launch configuration', async () => {
    const file = launch({ ...node, program: 'a.js', env: { A: 'launch', B: 'launch' } });
    const files = { '.vscode/launch.json': file, 'leanscope.json': '{ "app": { "env": { "B": "project" } } }' };
    assert.deepEqual((await specOf(files)).env, { A: 'launch', B: 'project' });
  });

  it('waits for the application as long as the measurement lasts, from 15 to 30 seconds', async () => {
    const waits = async (budgetSeconds: number) => (await specOf(main, { budgetSeconds })).readyTimeoutMs;
    assert.deepEqual([await waits(1), await waits(20), await waits(600)], [15_000, 20_000, 30_000]);
  });

  it('says so where a scenario asks for arrivals that are not made', async () => {
    const scenario = (arrival: string) => ({
      ...main,
      'leanscope.json': `{ "scenario": { "requests": [{ "method": "GET", "path": "/" }], "arrival": "${arrival}" } }`,
    });
    assert.match((await specOf(scenario('poisson'))).warnings.join(), /poisson/);
    assert.deepEqual((await specOf(scenario('closed'))).warnings, []);
  });

  it('refuses a folder that is none', async () => {
    const failure = await failureOf({ 'a.txt': '' }, { cwd: join('no', 'such', 'folder') });
    assert.equal(failure.kind, 'badCall');
  });
});

describe('the findings that are wanted', () => {
  const findings = {
    limit: 7,
    thresholds: { '*': 0.02, 'hot-function': 0.1 },
    ignore: [{ rule: 'wide-response', route: 'GET /feed', reason: 'the partner wants all of it' }],
  };
  const file = (value: unknown) => ({ ...started, 'leanscope.json': JSON.stringify({ findings: value }) });

  it('are what leanscope.json says, and the command line before it', async () => {
    assert.deepEqual((await specOf(file(findings))).findings, findings);
    assert.deepEqual((await specOf(file(findings), { findings: { limit: 3, thresholds: { '*': 0.1 } } })).findings, {
      ...findings,
      limit: 3,
      thresholds: { '*': 0.1, 'hot-function': 0.1 },
    });
    assert.equal((await specOf(started)).findings, undefined);
  });

  it('are refused without a reason, and with a rule that does not exist', async () => {
    for (const wrong of [
      { ignore: [{ rule: 'json-copy' }] },
      { ignore: [{ rule: 'json', reason: 'x' }] },
      { thresholds: { json: 0.1 } },
    ])
      assert.equal((await failureOf(file(wrong))).kind, 'badFile');
  });
});
