/** Drawn stacks → Costs, through the stages that a real Recording goes through. */
import assert from 'node:assert/strict';
import { attribute } from '../src/attribute/attribute.ts';
import type { Costs, FunctionCost } from '../src/model/costs.ts';
import type { Recording } from '../src/model/recording.ts';
import type { LedgerKind } from '../src/model/report-totals.ts';
import { symbolicate } from '../src/symbolicate/symbolicate.ts';
import { drawAllocations, drawStacks } from './profile-drawing.ts';
import { recordingWith } from './recording-with.ts';

export interface Drawn extends Partial<Recording> {
  readonly cpu?: string;
  /** Who allocates, 1,000 bytes a column. */
  readonly allocating?: string;
  /** How many bytes, 1,000 a column. */
  readonly allocated?: string;
}

export function drawnRecording({ cpu = '', allocating, allocated, ...parts }: Drawn): Recording {
  return recordingWith({
    stacks: [drawStacks(cpu)],
    allocations: [
      ...(allocating === undefined ? [] : [drawAllocations(allocating)]),
      ...(allocated === undefined ? [] : [drawAllocations(allocated, 'allocationTotal')]),
    ],
    ...parts,
  });
}

export function costsOf(drawn: Drawn): Costs {
  const recording = drawnRecording(drawn);
  return attribute(recording, symbolicate(recording));
}

export function costNamed({ functions }: Pick<Costs, 'functions'>, name: string): FunctionCost {
  const found = functions.find((each) => each.name === name);
  assert.ok(found, `${name} has a cost`);
  return found;
}

/** Undefined where the ledger has no such row. */
export function rowOf({ ledger }: Pick<Costs, 'ledger'>, kind: LedgerKind): number | undefined {
  return ledger.find((row) => row.kind === kind)?.cpuMsPerRequest;
}

/** Equal but for the rounding of doubles. */
export function near(actual: number | undefined, expected: number, tolerance = 1e-9): void {
  assert.ok(actual !== undefined && Math.abs(actual - expected) <= tolerance, `${actual ?? 'nothing'} is ${expected}`);
}
