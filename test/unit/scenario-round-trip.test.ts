/** What a file of another tool says is sent stays the same over every form that it is written into: leanscope.json, Artillery's script. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { writtenRequest } from '../../src/cli/written-request.ts';
import { toExportable } from '../../src/export/exportable.ts';
import { toArtillery } from '../../src/export/to-artillery.ts';
import { candidateRequests } from '../../src/load/candidates.ts';
import { encodeRequest } from '../../src/load/encode-request.ts';
import { compileRequest } from '../../src/load/user-state.ts';
import { secretNames } from '../../src/model/without-secrets.ts';
import type { Scenario } from '../../src/model/spec.ts';
import { mergeScenario } from '../../src/spec/merge-scenario.ts';
import { readProject } from '../../src/spec/project.ts';
import { readScenario } from '../../src/spec/scenario-file.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';

const http = `POST http://localhost:3000/bytes
Content-Type: application/octet-stream

< a.bin
###
POST http://localhost:3000/parts
Content-Type: multipart/form-data; boundary=bb

--bb
Content-Disposition: form-data; name="a"

é
--bb--
###
POST http://localhost:3000/lines
Content-Type: application/x-ndjson

{"a":1}
{"a":2}
###
GET http://localhost:3000/items
?page=2
&size=10
X-A: 1
X-A: 2
###
POST http://localhost:3000/json

{"a":{"b":"{ }"}}
`;

const entry = (path: string, mimeType: string, postData: object) => ({
  request: { method: 'POST', url: `http://localhost:3000${path}`, headers: [], postData: { mimeType, ...postData } },
  response: { status: 200 },
});
const har = JSON.stringify({
  log: {
    entries: [
      entry('/latin', 'application/json; charset=latin1', {
        encoding: 'base64',
        text: Buffer.from('{"n":"ü"}', 'latin1').toString('base64'),
      }),
      entry('/form', 'multipart/form-data; boundary=b', { text: '', params: [{ name: 'a', value: 'x\r\ny' }] }),
      entry('/text', 'application/x-www-form-urlencoded', { text: 'a=1&b=%20' }),
    ],
  },
});

/** Each request as the bytes of HTTP. */
function sentBy(scenario: Scenario): readonly string[] {
  return candidateRequests({ scenario }, []).candidates.map((each) => {
    const { data } = encodeRequest(compileRequest(each).rendered, { host: 'localhost', prefix: '' });
    return Buffer.from(data).toString('latin1');
  });
}

for (const [name, text] of [
  ['a.http', http],
  ['a.har', har],
] as const)
  describe(`the requests of ${name}`, () => {
    const within = (work: (folder: string, scenario: Scenario) => Promise<void>) =>
      inTemporaryFolder({ [name]: text }, async (folder) => {
        await writeFile(join(folder, 'a.bin'), Buffer.from([0, 0xff, 0x0d, 0x7b, 0x7b]));
        const { scenario } = await readScenario(join(folder, name), folder);
        assert.equal(scenario.requests.length, name === 'a.http' ? 5 : 3);
        await work(folder, scenario);
      });

    it('are the same once they stand in leanscope.json', async () => {
      await within(async (folder, scenario) => {
        const requests = scenario.requests.map((each) => writtenRequest(each, secretNames()));
        assert.ok(requests.every(({ skip }) => skip === undefined));
        await writeFile(join(folder, 'leanscope.json'), mergeScenario('', { requests, setup: [] })?.text ?? '');
        const project = await readProject(folder);
        assert.deepEqual(sentBy(project.scenario?.scenario ?? { requests: [] }), sentBy(scenario));
      });
    });

    it("are the same once they stand in Artillery's script", async () => {
      await within((_folder, scenario) => {
        assert.deepEqual(sentBy({ requests: requestsOf(scenario) }), sentBy(scenario));
        return Promise.resolve();
      });
    });
  });

interface Step {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly beforeRequest?: string;
}

/** As Artillery reads its script: placeholders are filled with variables, and a function may give the body. */
function requestsOf(scenario: Scenario): Scenario['requests'] {
  const { script, beside } = toArtillery(toExportable(scenario), {
    baseUrl: 'http://x',
    durationSeconds: 1,
    name: 'load',
  });
  const { config, scenarios } = parseYaml(script) as {
    readonly config: { readonly variables?: Readonly<Record<string, string>> };
    readonly scenarios: readonly { readonly flow: readonly Readonly<Record<string, Step>>[] }[];
  };
  const functions: Record<string, (params: { body?: unknown }, ...rest: readonly unknown[]) => void> = {};
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the script is the thing under test
  const load = new Function('exports', 'require', beside['load.processor.cjs'] ?? '') as (
    ...parts: readonly unknown[]
  ) => void;
  load(functions, () => ({}));
  const filled = (part: string): string =>
    part.replace(/{{{?([\s$\w.[\]'"-]+)}}}?/g, (_all, key: string) => config.variables?.[key.trim()] ?? '');
  return scenarios.flatMap(({ flow: [step = {}] }) =>
    Object.entries(step).map(([method, { url, headers = {}, body, beforeRequest }]) => {
      const params: { body?: unknown } = {};
      functions[beforeRequest ?? '']?.(params, {}, undefined, () => undefined);
      const bytes = params.body instanceof Buffer ? { bodyBase64: params.body.toString('base64') } : {};
      return {
        method,
        path: filled(url),
        headers: Object.fromEntries(Object.entries(headers).map(([key, value]) => [key, filled(value)])),
        ...(body === undefined ? bytes : { body: filled(body) }),
      };
    }),
  );
}
