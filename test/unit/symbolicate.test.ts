import assert from 'node:assert/strict';
import type { RecordedRoute } from '../../src/model/recording.ts';
import { symbolicate } from '../../src/symbolicate/symbolicate.ts';
import { compiledScript, samplesIn } from '../compiled-script.ts';
import { deepFreeze } from '../deep-freeze.ts';
import { drawAllocations, drawStacks } from '../profile-drawing.ts';
import { recordingWith } from '../recording-with.ts';

const placed = (drawing: string) =>
  symbolicate(recordingWith({ stacks: [drawStacks(drawing)] })).functions.filter(({ meta }) => meta === undefined);

describe('functions of a profile', () => {
  it('have a file in the workspace, an owner, and the line of their declaration', () => {
    const functions = placed(
      'handle:src/a.ts:4  next:node_modules/express/lib/router.js:9  read:node:fs:40  writev:  far:../lib/far.js:2',
    );
    assert.deepEqual(
      functions.map(({ name, file, line, origin, package: owner }) => [name, file, line, owner ?? origin]),
      [
        ['handle', 'src/a.ts', 4, 'app'],
        ['next', 'node_modules/express/lib/router.js', 9, 'express'],
        ['read', 'node:fs', 40, 'node'],
        ['writev', '', undefined, 'native'],
        // The drawing's `/app/../lib` is kept as V8 would give it: no path is made up.
        ['far', '../lib/far.js', 2, 'app'],
      ],
    );
  });

  it('outside the workspace keep their whole path', () => {
    const { script, frame } = compiledScript({ url: 'file:///shared/lib%20one/100%25.js', text: 'function far() {}' });
    const { functions } = symbolicate(recordingWith({ stacks: [samplesIn([frame('far')])], scripts: [script] }));
    assert.equal(functions[1]?.file, '/shared/lib one/100%.js');
    assert.equal(functions[1].origin, 'app');
  });

  it("are none of anybody's for V8's meta frames", () => {
    const { functions } = symbolicate(recordingWith({ stacks: [drawStacks('(idle)  (gc)  (program)')] }));
    assert.deepEqual(
      functions.map(({ meta }) => meta),
      ['root', 'idle', 'gc', 'program'],
    );
  });

  it('end where their last brace is', () => {
    const text = ['function outer() {', '  function inner() {', '  }', '  return inner;', '}'].join('\r\n');
    const { script, frame } = compiledScript({ url: 'file:///app/a.js', text });
    const stacks = [samplesIn([frame('outer'), frame('inner')])];
    const { functions } = symbolicate(recordingWith({ stacks, scripts: [script] }));
    assert.deepEqual(
      functions.slice(1).map(({ name, line, endLine }) => [name, line, endLine]),
      [
        ['outer', 1, 5],
        ['inner', 2, 3],
      ],
    );
  });

  it('are one for the same place in several processes and passes, and two for two places', () => {
    const text = 'function same() {}\nfunction other() {}';
    const url = 'file:///app/a.js';
    const here = compiledScript({ url, text, process: 1, scriptId: '7' });
    const there = compiledScript({ url, text, process: 2, scriptId: '99' });
    const { functions, cpu, allocations } = symbolicate(
      recordingWith({
        stacks: [samplesIn([here.frame('same'), here.frame('other')]), samplesIn([there.frame('same')], [], 2)],
        allocations: [{ ...samplesIn([here.frame('other')]), kind: 'allocationSampling', selfBytes: [0, 5] }],
        scripts: [here.script, there.script],
      }),
    );
    assert.deepEqual(
      functions.map(({ name }) => name),
      ['(root)', 'same', 'other'],
    );
    assert.deepEqual(cpu[1]?.tree.function, [0, 1]);
    assert.deepEqual(allocations[0]?.tree.function, [0, 2]);
  });

  it('keep the tree: each node under the caller it had', () => {
    const stacks = [drawStacks('main  main\na     b')];
    const { cpu, functions } = symbolicate(recordingWith({ stacks }));
    assert.deepEqual(cpu[0]?.tree.parent, [-1, 0, 1, 1]);
    assert.deepEqual(
      cpu[0].tree.function.map((index) => functions[index]?.name),
      ['(root)', 'main', 'a', 'b'],
    );
    assert.deepEqual([cpu[0].node, cpu[0].timeUs], [stacks[0]?.node, stacks[0]?.timeUs]);
  });
});

describe('route handlers', () => {
  const text = [
    "app.get('/sum', (req, res) => res.json(rows.map((row) => row * 2)));",
    "app.get('/named', function named(req, res) {});",
    'const other = () => 1;',
  ].join('\n');
  const { script, frame } = compiledScript({ url: 'file:///app/src/routes.js', text });
  const route = (path: string, handler: ReturnType<typeof frame>): RecordedRoute => {
    const { scriptId, line = 0, column = 0 } = handler;
    return { method: 'GET', path, framework: 'express', handler: { process: 1, thread: 0, scriptId, line, column } };
  };
  const [handler, callback] = [frame('', 0), frame('', 1)];
  const { functions, routes } = symbolicate(
    recordingWith({
      stacks: [samplesIn([handler, callback, frame('named'), frame('other')])],
      scripts: [script],
      routes: [
        route('/sum', handler),
        route('/again', handler),
        route('/named', frame('named')),
        { method: 'GET', path: '/native', framework: 'express' },
        route('/gone', { ...handler, scriptId: '404' }),
      ],
    }),
  );

  it('without a name are called by their first route, callbacks on their line are not', () => {
    assert.deepEqual(
      functions.slice(1).map(({ name, line }) => [name, line]),
      [
        ['GET /sum handler', 1],
        ['(anonymous)', 1],
        ['named', 2],
        ['other', 3],
      ],
    );
  });

  it('place their routes; a handler that cannot be found leaves its route without a place', () => {
    const file = 'src/routes.js';
    assert.deepEqual(routes, [
      { method: 'GET', path: '/sum', file, line: 1 },
      { method: 'GET', path: '/again', file, line: 1 },
      { method: 'GET', path: '/named', file, line: 2 },
      { method: 'GET', path: '/native' },
      { method: 'GET', path: '/gone' },
    ]);
  });
});

describe('symbolicate', () => {
  it('leaves its input alone', () => {
    const drawing = 'main:a.js:1@2  main:a.js:1@3  other:a.js:5';
    const recording = recordingWith({ stacks: [drawStacks(drawing)], allocations: [drawAllocations(drawing)] });
    assert.deepEqual(symbolicate(deepFreeze(structuredClone(recording))), symbolicate(recording));
  });

  it('leaves out ticks of scripts it does not know, and keeps the function', () => {
    const { functions, cpu } = symbolicate(recordingWith({ stacks: [drawStacks('gone@3')], scripts: [] }));
    assert.equal(functions[1]?.file, 'gone.js');
    assert.deepEqual(cpu[0]?.lineTicks, []);
  });
});
