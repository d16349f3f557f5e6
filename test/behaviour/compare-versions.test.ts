/** Two versions of a small server from a repository of their own: what they answer, what fails, and what is left when it ends. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measureChange } from '../../src/measure-change.ts';
import { FailureError } from '../../src/model/failure.ts';
import type { VersionComparison } from '../../src/model/version-comparison.ts';
import { resolveSpec } from '../../src/spec/spec.ts';
import { ended, leanscope, leftBehindSoon, newMark, pidsOf, start, testMs, until } from '../world/leanscope.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const built = (name: string): string => join(root, 'dist', `${name}.cjs`);
const programs = {
  agentFile: built('agent'),
  keeperFile: built('keeper'),
  guardFile: built('guard'),
  generatorFile: built('generator'),
  toolFolder: root,
};

const folders: string[] = [];

function git(cwd: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args], {
    cwd,
    encoding: 'utf8',
  });
}

/** A clock, an id by chance and an order by chance are in every answer. */
const server = (cart: string): string => `
const http = require('node:http');
const answers = {
  '/cart': () => (${cart}),
  '/list': () => ({ items: ['a', 'b', 'c', 'd', 'e', 'f'].sort(() => Math.random() - 0.5) }),
};
http.createServer((request, response) => {
  const answer = answers[request.url];
  if (answer === undefined) return response.writeHead(404).end();
  response.setHeader('content-type', 'application/json');
  const { now, id } = { now: process.hrtime.bigint().toString(), id: Math.random() };
  response.end(JSON.stringify({ now, id, ...answer() }));
}).listen(process.env.PORT ?? 0, '127.0.0.1');
`;

const usual = '{ total: 10, lines: [1, 2] }';

/** A repository whose commit is the usual server, and whose working tree is another. */
function repository(edited: string, commands: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'compare-versions-'));
  folders.push(folder);
  const requests = ['/cart', '/list'].map((path) => ({ method: 'GET', path }));
  git(folder, 'init', '--quiet');
  writeFileSync(join(folder, 'leanscope.json'), JSON.stringify({ scenario: { requests } }));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts: { start: 'node server.js', ...commands } }));
  writeFileSync(join(folder, 'server.js'), server(usual));
  git(folder, 'add', '-A');
  git(folder, 'commit', '--quiet', '-m', 'Begin');
  writeFileSync(join(folder, 'server.js'), edited);
  return folder;
}

/** In a tenth of the usual time: what it costs is not what these tests are about. */
async function compared(cwd: string): Promise<VersionComparison> {
  const quiet = { onProgress: () => undefined, signal: new AbortController().signal };
  return measureChange(
    {
      ...{ cwd, base: 'HEAD', least: 0.03, mostSeconds: 1 },
      specIn: async (version, like) => {
        const own = await resolveSpec({ cwd: version.cwd, command: [] });
        return like === undefined ? own : { ...own, scenario: like.scenario ?? { requests: [] } };
      },
    },
    { tool: { name: 'leanscope', version: '0' }, programs, scale: 0.1, ...quiet },
  );
}

describe('two versions of a server', function () {
  this.timeout(testMs);

  after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  it('answer the same where only a clock, an id and an order differ', async () => {
    const folder = repository(`${server(usual)}// A comment more.`);
    const { answers, starts, figures, base, head } = await compared(folder);
    assert.equal(answers.verdict, 'same', JSON.stringify(answers.requests));
    assert.deepEqual([answers.compared, answers.same], [8, 8]);
    assert.equal(starts, 4);
    assert.equal(figures.bytesIn.verdict, 'same');
    assert.deepEqual([base.name, head.name, head.changedFiles], ['HEAD', 'the working tree', 1]);
  });

  it('differ at the field that one of them drops, and bytes are seen to be fewer', async () => {
    const { answers, figures } = await compared(repository(server('{ total: 10 }')));
    const [cart] = answers.requests.filter(({ verdict }) => verdict === 'differs');
    assert.deepEqual([answers.verdict, cart?.path, cart?.at, cart?.base], ['differs', '/cart', '$.lines', '[…]']);
    assert.equal(figures.bytesOut.verdict, 'better');
  });

  it('are told apart where one does not start', async () => {
    const failure = await compared(repository('throw new Error("no such table");')).then(
      () => assert.fail('was measured'),
      (error: unknown) => {
        assert.ok(error instanceof FailureError);
        return error.failure;
      },
    );
    assert.ok(failure.kind === 'versionFailed');
    assert.equal(failure.version, 'the working tree');
    assert.equal(failure.failure.kind, 'exitedBeforeListening');
  });

  for (const signal of ['SIGINT', 'SIGKILL'] as const)
    it(`leave nothing behind when the tool is ended half-way (${signal})`, async () => {
      const folder = repository(server(usual));
      const temporary = join(folder, '.git', 'temporary');
      mkdirSync(temporary);
      const mark = newMark();
      const before = git(folder, 'status', '--porcelain');
      const child = start(['compare', '--base', 'HEAD', '--cwd', folder, '--quiet'], {
        mark,
        env: { TMPDIR: temporary },
      });
      const end = ended(child);
      await until('load is sent', async () => (await pidsOf('generator', mark)).length > 0);
      child.kill(signal);
      const { code } = await end;
      assert.equal(code, signal === 'SIGINT' ? 130 : null);
      assert.deepEqual(await leftBehindSoon(mark), []);
      await until('the folders are removed', () =>
        readdirSync(temporary).every((name) => !name.startsWith('leanscope-')),
      );
      assert.equal(git(folder, 'worktree', 'list').trim().split('\n').length, 1);
      assert.equal(git(folder, 'status', '--porcelain'), before);
    });

  it('are refused in one sentence, with the exit code of a wrong call', async () => {
    const folder = repository(server(usual));
    const { code, stderr } = await leanscope(['compare', '--base', 'nowhere', '--cwd', folder, '--quiet']);
    assert.equal(code, 2);
    assert.match(stderr, /There is no revision "nowhere"/);
    const mixed = await leanscope(['compare', 'last', '--least', '5%', '--cwd', folder]);
    assert.equal(mixed.code, 2);
    assert.match(mixed.stderr, /--least is for measuring two versions/);
  });
});
