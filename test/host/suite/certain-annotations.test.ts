import * as assert from 'node:assert/strict';
import type { FunctionAnnotation } from '../../../src/model/annotation.ts';
import { stillNamed } from '../../../src/extension/certain-annotations.ts';

const named = (name: string, line: number): FunctionAnnotation => ({
  ...{ functionId: name, name, line, confidence: 'high' },
  ...{ totalShare: 0.1, selfShare: 0.1, totalCpuMsPerRequest: 1, selfCpuMsPerRequest: 1 },
});

describe('annotations of a file that has changed since its run', () => {
  it('stay only with functions that are still on their line', () => {
    const text = ['class Cart {', '  total() {', '  }', '}', 'const pay = () => 1;'];
    const functions = [named('Cart.total', 2), named('pay', 4), named('(anonymous)', 5), named('gone', 99)];
    const lines = [{ line: 2, selfCpuMsPerRequest: 1, share: 0.1, heat: 3, isMemoryHeavy: false }] as const;
    const certain = stillNamed({ file: 'cart.js', per: 'request', functions, lines, routes: [] }, text);
    assert.deepEqual(
      certain.functions.map(({ name }) => name),
      ['Cart.total'],
    );
    assert.deepEqual(certain.lines, []);
  });
});
