import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fadeChanged, recover, settle, type Text } from '../../src/annotate/settle.ts';
import type { FileAnnotations, FunctionAnnotation } from '../../src/model/annotation.ts';
import { fingerprintOf } from '../../src/model/fingerprint.ts';
import { finish } from '../../src/model/steps.ts';

const measured = [
  'import { sum } from "./sum.js";',
  '',
  'export function total(cart) {',
  '  const prices = cart.map((item) => item.price);',
  '  return sum(prices);',
  '}',
  '',
  'export function label(cart) {',
  '  return `${cart.length} items`;',
  '}',
];

const textOf = (lines: readonly string[]): Text => ({
  lineOf: (line) => lines[line - 1],
  lineCount: lines.length,
});

function fn(name: string, line: number, endLine: number, lines = measured): FunctionAnnotation {
  const fingerprint = fingerprintOf((at) => lines[at - 1], line, endLine);
  return {
    ...{ functionId: name, name, line, endLine, confidence: 'high', totalShare: 0.1, selfShare: 0.1 },
    ...{ totalCpuMsPerRequest: 1, selfCpuMsPerRequest: 1 },
    ...(fingerprint === undefined ? {} : { fingerprint }),
  };
}

const line = (number: number) =>
  ({ line: number, selfCpuMsPerRequest: 1, share: 0.1, heat: 3, isMemoryHeavy: false }) as const;

const file: FileAnnotations = {
  ...{ file: 'cart.js', per: 'request', functions: [fn('total', 3, 6), fn('label', 8, 10)] },
  lines: [line(1), line(4), line(9)],
  routes: [{ line: 3, method: 'GET', path: '/cart' }],
  problems: [{ line: 4, kind: 'finding', index: 0 }],
};

const places = ({ functions, lines, routes, problems }: FileAnnotations) => ({
  functions: functions.map(({ name, line: at, hasChanged }) => `${name} ${at}${hasChanged === true ? ' changed' : ''}`),
  lines: lines.map(({ line: at }) => at),
  routes: routes.map(({ line: at }) => at),
  problems: problems.map(({ line: at }) => at),
});

describe('annotations in a text that may have changed', () => {
  it('stay as they are where it has not', () => {
    assert.equal(settle(file, textOf(measured)), file);
  });

  it('move with their functions, and with what is inside them', () => {
    const now = ['// new', ...measured.slice(7), '', ...measured.slice(0, 6)];
    assert.deepEqual(places(settle(file, textOf(now))), {
      functions: ['total 8', 'label 2'],
      lines: [9, 3],
      routes: [8],
      problems: [9],
    });
  });

  it('do not mind white space', () => {
    const now = measured.map((text) => text.replace('  ', '\t').replace('cart.map(', 'cart.map( '));
    assert.deepEqual(places(settle(file, textOf(now))), places(file));
  });

  it('keep only the hint of a function that has changed, and say so', () => {
    const now = ['// new', ...measured].map((text) => text.replace('sum(prices)', 'sum(prices) * 2'));
    assert.deepEqual(places(settle(file, textOf(now))), {
      functions: ['total 4 changed', 'label 9'],
      lines: [10],
      routes: [],
      problems: [],
    });
  });

  it('leave what is gone, and what could be in two places', () => {
    const twice = [...measured.slice(7), ...measured.slice(7)].map((text) => text.replace('label', 'label'));
    assert.deepEqual(places(settle(file, textOf(['', ...twice]))).functions, []);
  });

  it('without a fingerprint stay only with a name that is still on its line', () => {
    const nameless = file.functions.map((known) => {
      const { fingerprint, ...rest } = known;
      assert.ok(fingerprint);
      return rest;
    });
    const now = measured.map((text) => text.replace('label', 'title'));
    assert.deepEqual(places(settle({ ...file, functions: nameless }, textOf(now))), {
      functions: ['total 3'],
      lines: [],
      routes: [],
      problems: [],
    });
  });

  it('are never on a line that was not measured, whatever lines come, go and swap', () => {
    const pieces = [measured.slice(0, 2), measured.slice(2, 7), measured.slice(7)];
    const other = fc.constantFrom(['x();'], [''], ['function total2(cart) {', '}'], ['  return sum(prices);']);
    const text = fc.array(fc.oneof(fc.constantFrom(...pieces), other), { maxLength: 8 });
    fc.assert(
      fc.property(text, (chosen) => {
        const now = chosen.flat();
        const { lines, functions } = settle(file, textOf(now));
        // What is outside of functions can only be told by the functions around it: line 1 stays where none has moved.
        for (const { line: at } of lines) assert.ok(at === 1 || [measured[3], measured[8]].includes(now[at - 1]));
        for (const { line: at, name } of functions) assert.ok(now[at - 1]?.includes(name));
      }),
    );
  });
});

describe('annotations while the user types', () => {
  it('come back with a function that was away', () => {
    const away = { ...file, functions: file.functions.slice(1), lines: file.lines.slice(2), routes: [], problems: [] };
    const now = textOf(['// new', ...measured]);
    assert.deepEqual(
      places(
        finish(recover({ ...away, functions: [fn('label', 9, 11, ['', ...measured])], lines: [line(10)] }, file, now)),
      ),
      {
        functions: ['total 4', 'label 9'],
        lines: [5, 10],
        routes: [4],
        problems: [5],
      },
    );
    assert.equal(finish(recover(away, file, textOf(measured.slice(7)))), away);
  });

  it('fade with a change inside the function, and come back when it is undone', () => {
    const typed = measured.map((text) => text.replace('item.price', 'item.cost'));
    const faded = finish(fadeChanged(file, textOf(typed)));
    assert.deepEqual(
      faded.functions.map(({ hasChanged = false }) => hasChanged),
      [true, false],
    );
    assert.deepEqual(
      faded.lines.map(({ isFaded = false }) => isFaded),
      [false, true, false],
    );
    const undone = finish(fadeChanged(faded, textOf(measured)));
    assert.ok(undone.functions.every(({ hasChanged }) => hasChanged !== true));
    assert.ok(undone.lines.every(({ isFaded }) => isFaded !== true));
    assert.equal(finish(fadeChanged(undone, textOf(measured))), undone);
  });

  it('come back with a function that was opened changed, when the change is taken back', () => {
    const opened = [...measured.slice(0, 4), '  prices.sort();', ...measured.slice(4)];
    const changed = settle(file, textOf(opened));
    assert.deepEqual(places(changed).functions, ['total 3 changed', 'label 9']);
    // The line that goes is one of the function, whose end was not known.
    const back = changed.functions.map((each) =>
      each.name === 'total' ? { ...each, endLine: 5 } : { ...each, line: 8, endLine: 10 },
    );
    const text = textOf(measured);
    const moved = { ...changed, functions: back, lines: [{ ...line(4), isFaded: true }, line(9)] };
    const after = finish(recover(finish(fadeChanged(moved, text)), file, text));
    assert.deepEqual(after.functions, file.functions);
    assert.deepEqual(after.lines, file.lines.slice(1));
    assert.deepEqual(after.routes, file.routes);
    assert.deepEqual(after.problems, file.problems);
  });

  it('fade on exactly the lines of functions that have changed, nested or not', () => {
    const spans = fc.array(fc.tuple(fc.nat(60), fc.nat(20), fc.boolean()), { maxLength: 12 });
    fc.assert(
      fc.property(spans, (chosen) => {
        const text = Array.from({ length: 100 }, (_, at) => `line ${at}`);
        const functions = chosen.map(([first, length, isChanged], index) => ({
          ...fn(`f${index}`, first + 1, first + 1 + length, text),
          ...(isChanged ? { fingerprint: 'x-x-1' } : {}),
        }));
        const lines = text.map((_, at) => line(at + 1));
        const faded = finish(fadeChanged({ ...file, functions, lines }, textOf(text)));
        for (const { line: at, isFaded = false } of faded.lines) {
          const isIn = chosen.some(([first, length, isChanged]) => isChanged && first < at && at <= first + 1 + length);
          assert.equal(isFaded, isIn, `line ${at}`);
        }
      }),
    );
  });

  it('are looked at a function a step, so that an editor can do something else in between', () => {
    const steps = fadeChanged(file, textOf(measured));
    for (const known of file.functions) assert.equal(steps.next().done, false, known.name);
    assert.equal(steps.next().done, true);
  });
});
