import assert from 'node:assert/strict';
import { recordingShape } from '../../src/model/recording-shape.ts';
import type { Recording } from '../../src/model/recording.ts';
import { isReport } from '../../src/model/report-shape.ts';
import { isRunSummary, summaryOf } from '../../src/model/run-summary.ts';
import { problemOf } from '../../src/model/shape.ts';
import { renderMarkdown } from '../../src/report/render-markdown.ts';
import { renderText } from '../../src/report/render-text.ts';
import { conclude } from '../../src/run.ts';
import { drawStacks } from '../profile-drawing.ts';
import { recordingWith, sliceWith } from '../recording-with.ts';
import { lehmer } from './lehmer.ts';

const recording = recordingWith({
  stacks: [drawStacks('main  main\na     b')],
  slices: [sliceWith('asIs'), sliceWith('oneAtATime'), sliceWith('cpuSampling')],
});

type Json = Record<string, unknown>;
const copy = (): Json => JSON.parse(JSON.stringify(recording)) as Json;
const problem = (value: unknown): string | undefined => problemOf(value, recordingShape);

describe('a stored Recording', () => {
  it('fits, with what later versions add', () => {
    assert.equal(problem(copy()), undefined);
    assert.equal(problem({ ...copy(), later: { than: 'this' } }), undefined);
  });

  it('is refused by the place that does not fit', () => {
    const wrong: readonly (readonly [change: Json, words: string])[] = [
      [{ recordingVersion: 2 }, 'recordingVersion must be one of 1'],
      [{ slices: undefined }, 'slices must be a list'],
      [{ slices: [{ kind: 'asIs' }] }, 'slices[0].startUs is missing'],
      [{ slices: [{ ...sliceWith('asIs'), startUs: 5, endUs: 4 }] }, 'slices[0] ends before it starts'],
      [
        { slices: [sliceWith('asIs', { usage: { rssBytes: 1e999 } })] },
        'slices[0].usage.rssBytes must be a number from 0',
      ],
      [{ slices: [sliceWith('asIs', { requestIndex: 7 })] }, 'it speaks of request 7 of 1'],
      [{ startedAt: '\u001b[31m' }, 'startedAt is no time'],
      [{ partial: { kind: 'neverListened' } }, 'partial is no failure that this version knows'],
      [{ budgets: { p99Ms: 'fast' } }, 'budgets.p99Ms must be a number'],
      [{ app: [] }, 'app must be an object'],
    ];
    for (const [change, words] of wrong) assert.equal(problem({ ...copy(), ...change }), words);
    assert.equal(problem(null), 'it must be an object');
  });

  it('is refused where a stack leads nowhere, or in a circle', () => {
    const withTree = (change: Json): unknown => {
      const [stacks] = recording.stacks;
      return { ...copy(), stacks: [{ ...stacks, tree: { ...stacks?.tree, ...change } }] };
    };
    const count = recording.stacks[0]?.tree.parent.length ?? 0;
    const circle = Array.from({ length: count }, (_, at) => (at === 0 ? 1 : at - 1));
    assert.match(problem(withTree({ parent: circle })) ?? '', /node 0 whose parent does not come before it/);
    assert.match(problem(withTree({ frames: [] })) ?? '', /names a frame that is not there/);
    assert.match(problem(withTree({ parent: [] })) ?? '', /columns of different lengths/);
  });

  it('is refused, or computed to figures, whatever one value in it is', () => {
    const random = lehmer(20_240_229);
    const values = [null, -1, 0, 0.5, 1e15, 1e308, Number.MAX_SAFE_INTEGER, 'x', '', [], {}, true, '\u001b[2J'];
    let computed = 0;
    for (let turn = 0; turn < 1000; turn++) {
      const value = copy();
      const [place, path] = changeOne(value, random, values);
      if (problem(value) !== undefined) continue;
      computed++;
      const report = conclude(value as unknown as Recording);
      assert.ok(isReport(JSON.parse(JSON.stringify(report))), path);
      assert.ok(isRunSummary(JSON.parse(JSON.stringify(summaryOf(report)))), path);
      const shown = renderText(report, { colour: false, width: 120 }) + renderMarkdown(report);
      assert.doesNotMatch(shown, /NaN|Infinity|undefined|\[object|\u001b/, `${path}: ${JSON.stringify(place)}`);
    }
    assert.ok(computed > 80, String(computed));
  });
});

/** @returns the changed value, and where it stands */
function changeOne(root: Json, random: () => number, values: readonly unknown[]): readonly [unknown, string] {
  let holder = root;
  for (let path = ''; ;) {
    const names = Object.keys(holder);
    const name = names[Math.floor(random() * names.length)] ?? 'new';
    path += `.${name}`;
    const next = holder[name];
    const goesOn = typeof next === 'object' && next !== null && Object.keys(next).length > 0 && random() < 0.85;
    if (goesOn) {
      holder = next as Json;
      continue;
    }
    if (random() < 0.2) Reflect.deleteProperty(holder, name);
    else holder[name] = values[Math.floor(random() * values.length)];
    return [holder[name], path];
  }
}
