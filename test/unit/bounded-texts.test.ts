import assert from 'node:assert/strict';
import { join } from 'node:path';
import { checkedProfile } from '../../src/capture/profiles/check-profile.ts';
import { isTooMuchJson } from '../../src/model/parsed-size.ts';
import { readSourceMap } from '../../src/model/source-map.ts';
import { parseJsonText, parseYamlText, UnreadableText } from '../../src/spec/parse-text.ts';
import { readScenario } from '../../src/spec/scenario-file.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';

/** Small files that would take gigabytes of memory: they are refused before they are read. */
describe('texts that hold more than can be read', () => {
  const list = (value: string, count: number) => `[${`${value},`.repeat(count - 1)}${value}]`;

  it('refuses JSON with millions of values, and takes one with long texts', () => {
    for (const value of ['{}', '[]', '""']) {
      assert.equal(isTooMuchJson(list(value, 8_000_000)), true, value);
      assert.throws(() => parseJsonText(list(value, 8_000_000)), { message: 'it holds more values than can be read' });
    }
    assert.equal(isTooMuchJson(list(`"${'a'.repeat(1000)}"`, 30_000)), false);
    // Of what stands in a text, as in a body that was recorded, nothing becomes a value.
    assert.equal(isTooMuchJson(list(JSON.stringify(`{"a":[${'{},'.repeat(1000)}"\\\\"]`), 8_000)), false);
    assert.equal(isTooMuchJson(`{"a":"\\\\","b":${list('{}', 8_000_000)}}`), true);
    assert.deepEqual(parseJsonText(list('{}', 3)), [{}, {}, {}]);
  });

  it('refuses a profile with millions of values', () => {
    assert.throws(() => checkedProfile('a.cpuprofile', `{"nodes":${list('{}', 4_000_000)}}`), {
      message: /holds more values than can be read/,
    });
  });

  it('refuses a profile in which something deep stands for a text', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const callFrame = `{"functionName":"f","scriptId":${deep},"url":"","lineNumber":0,"columnNumber":0}`;
    for (const text of [
      `{"head":{"callFrame":${callFrame},"selfSize":1,"id":1,"children":[]},"samples":[]}`,
      `{"nodes":[{"id":1,"callFrame":${callFrame}}],"startTime":0,"endTime":1,"samples":[1],"timeDeltas":[1]}`,
    ])
      assert.throws(() => checkedProfile('a', text), { message: /damaged/ });
  });

  it('refuses a map with more sources than can be files, in all sections together', () => {
    const map = (sources: number) => `{"version":3,"sources":${list('"a"', sources)},"names":[],"mappings":""}`;
    const sections = (...sources: readonly number[]) =>
      `{"version":3,"sections":[${sources
        .map((count, line) => `{"offset":{"line":${line},"column":0},"map":${map(count)}}`)
        .join(',')}]}`;
    const refusal = 'it has more than 100000 sources';
    assert.equal(readSourceMap(map(100_001)), refusal);
    assert.equal(typeof readSourceMap(map(100_000)), 'object');
    assert.equal(readSourceMap(sections(60_000, 60_000)), refusal);
    assert.equal(typeof readSourceMap(sections(50_000, 50_000)), 'object');
  });

  it('refuses YAML with a million values, whatever their form', () => {
    for (const text of ['- a\n'.repeat(600_000), 'a: 1\n'.repeat(600_000), `[${'1,'.repeat(1_100_000)}1]`])
      assert.throws(() => parseYamlText(text), { message: 'it holds more values than can be read' });
  });

  it('tells of a key that is there twice, and where', () => {
    assert.throws(
      () => parseYamlText('a: 1\nb:\n  c: 1\n  c: 2\n'),
      (error) => {
        assert.ok(error instanceof UnreadableText);
        assert.equal(error.message, 'it is not YAML (a key is there twice, line 4)');
        return true;
      },
    );
    assert.throws(() => parseYamlText('{a: 1, b: {c: 1, "c": 2}}'), UnreadableText);
    const keys = Array.from({ length: 1000 }, (_, i) => `k${i}: 1`).join('\n');
    assert.equal(Object.keys(parseYamlText(keys) as object).length, 1000);
    assert.deepEqual(parseYamlText('a: &x {b: 1}\nc:\n  <<: *x\n'), { a: { b: 1 }, c: { '<<': { b: 1 } } });
  });

  it('refuses a file with more requests than people write', async () => {
    const write = (requests: number) => ({ 'a.http': '###\nGET /\n'.repeat(requests) });
    await inTemporaryFolder(write(50_001), async (folder) => {
      await assert.rejects(readScenario(join(folder, 'a.http'), folder), { message: /more than 50000 requests/ });
    });
    await inTemporaryFolder(write(50_000), async (folder) => {
      const { scenario } = await readScenario(join(folder, 'a.http'), folder);
      assert.equal(scenario.requests.length, 50_000);
    });
  });
});
