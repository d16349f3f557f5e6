/** A body that is no text keeps its bytes, from the file it stands in to what is sent. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { candidateRequests } from '../../src/load/candidates.ts';
import { encodeRequest } from '../../src/load/encode-request.ts';
import { compileRequest } from '../../src/load/user-state.ts';
import type { ScenarioRequest } from '../../src/model/scenario.ts';
import { readScenario } from '../../src/spec/scenario-file.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';

const bytes = Buffer.from([0x00, 0xff, 0x0d, 0x0a, 0x7b, 0x7b, 0x61, 0x7d, 0x7d]);

/** What goes out for a request of a scenario, behind its head. */
function sentFor(request: ScenarioRequest): Buffer {
  const [candidate] = candidateRequests({ scenario: { requests: [request] } }, []).candidates;
  assert.ok(candidate);
  const { data } = encodeRequest(compileRequest(candidate).rendered, { host: 'localhost', prefix: '' });
  const all = Buffer.from(data);
  assert.match(all.toString('latin1'), /content-length: \d+\r\n\r\n/);
  return all.subarray(all.indexOf('\r\n\r\n') + 4);
}

async function readWith(body: Buffer, file: object): Promise<ScenarioRequest> {
  let found: ScenarioRequest | undefined;
  await inTemporaryFolder(
    { 's.json': JSON.stringify({ requests: [{ method: 'POST', path: '/a', ...file }] }) },
    async (folder) => {
      await writeFile(join(folder, 'body'), body);
      const { scenario } = await readScenario(join(folder, 's.json'), folder);
      [found] = scenario.requests;
    },
  );
  assert.ok(found);
  return found;
}

describe('a body of bytes', () => {
  it('stands in a scenario in base64', async () => {
    const request = await readWith(Buffer.alloc(0), { bodyBase64: bytes.toString('base64') });
    assert.deepEqual(sentFor(request), bytes);
  });

  it('stands in a file of its own', async () => {
    assert.deepEqual(sentFor(await readWith(bytes, { bodyFile: 'body' })), bytes);
  });

  it('that are text is text: what is to be filled in is, and the mark at its beginning stays', async () => {
    const request = await readWith(Buffer.from('\uFEFFé{{x}}\r\n'), { bodyFile: 'body' });
    assert.equal(request.body, '\uFEFFé{{x}}\r\n');
    assert.deepEqual(sentFor(request), Buffer.from('\uFEFFé{{x}}\r\n'));
  });
});
