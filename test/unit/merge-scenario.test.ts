import assert from 'node:assert/strict';
import { parse } from 'jsonc-parser';
import { mergeScenario } from '../../src/spec/merge-scenario.ts';

const get = (path: string) => ({ method: 'GET', path });

describe('requests written into leanscope.json', () => {
  it('make the file where there is none, and a second time change nothing', () => {
    const first = mergeScenario('', { requests: [get('/a')], setup: [get('/in')] });
    assert.deepEqual(parse(first?.text ?? ''), { scenario: { setup: [get('/in')], requests: [get('/a')] } });
    assert.deepEqual(mergeScenario(first?.text ?? '', { requests: [get('/a')], setup: [get('/other')] }), {
      text: first?.text,
      added: 0,
      keptSetup: true,
    });
  });

  it('leave what is there as it stands, comments included', () => {
    const text =
      '{\n  // started by hand\n  "app": { "command": "node x" },\n  "scenario": {\n    "requests": [\n      { "method": "get", "path": "/a", "weight": 9 } // the dear one\n    ]\n  }\n}\n';
    const merged = mergeScenario(text, { requests: [get('/a'), get('/b')], setup: [] });
    assert.equal(merged?.added, 1);
    for (const part of [
      '// started by hand',
      '"app": { "command": "node x" }',
      '{ "method": "get", "path": "/a", "weight": 9 }',
      '// the dear one',
    ])
      assert.ok(merged.text.includes(part), merged.text);
    const { scenario } = parse(merged.text) as { readonly scenario: { readonly requests: readonly unknown[] } };
    assert.deepEqual(scenario.requests, [{ method: 'get', path: '/a', weight: 9 }, get('/b')]);
  });

  it('do not touch a scenario that is a file of its own', () => {
    assert.equal(mergeScenario('{ "scenario": "load.http" }', { requests: [get('/a')], setup: [] }), undefined);
  });
});
