/** Secrets are planted in everything that a measurement reads, and looked for in everything that it writes. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { gunzipSync } from 'node:zlib';
import { inTemporaryFolder } from '../temporary-folder.ts';
import { leanscope, testMs } from '../world/leanscope.ts';

const server = `
const http = require('node:http');
console.log('starting with', process.argv.slice(2).join(' '), 'and password=' + process.env.DB_PASSWORD);
http.createServer((request, response) => {
  let sum = 0;
  for (let i = 0; i < 1e5; i++) sum += i % 7;
  console.log(JSON.stringify({ url: request.url, authorization: request.headers.authorization }));
  response.end(JSON.stringify({ sum, token: 'SEKRET9' }));
}).listen(Number(process.env.PORT), () => console.log('postgres://ada:SEKRET8@db/shop'));
`;
const scenario = {
  setup: [{ method: 'POST', path: '/login', body: { user: 'ada', password: 'SEKRET3' } }],
  requests: [
    { method: 'GET', path: '/a?access_key=SEKRET4', headers: { authorization: 'Bearer SEKRET5' } },
    { method: 'GET', path: '/reset/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.SEKRET6' },
    { method: 'GET', path: '/skipped?pin=SEKRET7', skip: 'later' },
  ],
};

/** Every file below, unpacked where it is packed. */
async function textsIn(folder: string): Promise<readonly (readonly [file: string, text: string])[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async ({ name, parentPath }) => {
        const bytes = await readFile(join(parentPath, name));
        return [name, (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')] as const;
      }),
  );
}

describe('a measurement of an application that is full of secrets', function () {
  this.timeout(testMs);

  it('writes none of them anywhere', async () => {
    const files = {
      'work/server.js': server.replaceAll('SEKRET', "SEK' + 'RET"),
      'work/leanscope.json': JSON.stringify({ app: { env: { DB_PASSWORD: 'SEKRET2', PORT: '0' } }, scenario }),
      'out/empty': '',
    };
    await inTemporaryFolder(files, async (folder) => {
      const [work, out] = [join(folder, 'work'), join(folder, 'out')];
      const outputs = ['json', 'html', 'md'].flatMap((format) => [`--${format}`, join(out, `report.${format}`)]);
      const command = ['--', process.execPath, 'server.js', '--token=SEKRET0', '--api-key', 'SEKRET1'];
      const { code, stdout, stderr } = await leanscope([
        'run',
        '--budget-seconds',
        '6',
        '--cwd',
        work,
        ...outputs,
        ...command,
      ]);
      assert.equal(code, 0, stderr);
      const written = [...(await textsIn(join(work, '.leanscope'))), ...(await textsIn(out))];
      assert.ok(written.some(([name]) => name === 'recording.json.gz') && written.length >= 6, String(written.length));
      for (const [name, text] of [['stdout', stdout], ['stderr', stderr], ...written] as const)
        assert.deepEqual(text.match(/SEKRET\d/g), null, name);
    });
  });

  it('tells none of them when it fails', async () => {
    const program = "console.error('password=SEK' + 'RET2'); process.exit(1)";
    await inTemporaryFolder({ 'a.js': program }, async (folder) => {
      const { code, stdout, stderr } = await leanscope([
        'run',
        '--cwd',
        folder,
        '--',
        process.execPath,
        'a.js',
        '--token=SEKRET0',
      ]);
      assert.equal(code, 3, stderr);
      assert.match(stderr, /password=…/);
      assert.doesNotMatch(stdout + stderr, /SEKRET/);
    });
  });
});
