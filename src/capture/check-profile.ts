/** Whether a text is a profile of V8's, and whole: everything that is walked later leads somewhere, and to an end. */
import type { V8AllocationProfile, V8CpuProfile } from '../model/v8-profile.ts';
import { type ProfileProblem } from '../model/failure-kinds.ts';
import { isTooMuchJson } from '../model/parsed-size.ts';
import { FailureError } from '../model/failure.ts';

export type CheckedProfile =
  | { readonly kind: 'cpu'; readonly profile: V8CpuProfile }
  | { readonly kind: 'heap'; readonly profile: V8AllocationProfile };

type Fields = Readonly<Record<string, unknown>>;

/** @throws FailureError badProfile */
export function checkedProfile(file: string, text: string): CheckedProfile {
  const refuse = (problem: ProfileProblem): FailureError => new FailureError({ kind: 'badProfile', file, problem });
  if (isTooMuchJson(text)) throw refuse('tooLarge');
  const value = parsed(text);
  if (value === undefined) throw refuse('damaged');
  if (!isFields(value)) throw refuse('notAProfile');
  const { nodes, head } = value;
  const problem = Array.isArray(nodes)
    ? problemOfCpu(value, nodes)
    : isFields(head)
      ? problemOfHeap(head)
      : 'notAProfile';
  if (problem !== undefined) throw refuse(problem);
  // Checked above, field by field.
  return { kind: Array.isArray(nodes) ? 'cpu' : 'heap', profile: value } as unknown as CheckedProfile;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Problem = 'damaged' | 'noSamples' | undefined;

function problemOfCpu(profile: Fields, nodes: readonly unknown[]): Problem {
  const { samples, timeDeltas, startTime, endTime } = profile;
  if (!isNumber(startTime) || !isNumber(endTime) || !isNumbers(samples) || !isNumbers(timeDeltas)) return 'damaged';
  if (samples.length !== timeDeltas.length || !isTree(nodes)) return 'damaged';
  return samples.length === 0 ? 'noSamples' : undefined;
}

/** Larger ids V8 never gives out, and an array of them would fill the memory. */
const largestId = 2 ** 26;

/** The first node is the root; every other one has one parent at most, so that no walk goes round in circles. */
function isTree(nodes: readonly unknown[]): boolean {
  const hasParent = new Set<unknown>();
  const [root] = nodes;
  for (const node of nodes) {
    if (!isFields(node) || !isCallFrame(node['callFrame'])) return false;
    const { id, children = [], positionTicks = [] } = node;
    if (!Number.isInteger(id) || Number(id) < 0 || Number(id) > largestId) return false;
    if (!isNumbers(children) || !isTicks(positionTicks)) return false;
    for (const child of children) {
      if (hasParent.has(child) || child === (root as Fields)['id']) return false;
      hasParent.add(child);
    }
  }
  return nodes.length === new Set(nodes.map((node) => (node as Fields)['id'])).size;
}

function isTicks(ticks: unknown): boolean {
  return (
    Array.isArray(ticks) && ticks.every((tick) => isFields(tick) && isNumber(tick['line']) && isNumber(tick['ticks']))
  );
}

function problemOfHeap(head: Fields): Problem {
  const open: unknown[] = [head];
  let bytes = 0;
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (!isFields(node) || !isCallFrame(node['callFrame'])) return 'damaged';
    const { selfSize, children } = node;
    if (!isNumber(selfSize) || selfSize < 0 || !Array.isArray(children)) return 'damaged';
    bytes += selfSize;
    for (const child of children as unknown[]) open.push(child ?? null);
  }
  return bytes === 0 ? 'noSamples' : undefined;
}

function isCallFrame(value: unknown): boolean {
  if (!isFields(value)) return false;
  const { functionName, url, lineNumber, columnNumber, scriptId = '' } = value;
  if (typeof scriptId !== 'string' && typeof scriptId !== 'number') return false;
  return typeof functionName === 'string' && typeof url === 'string' && isNumber(lineNumber) && isNumber(columnNumber);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every(isNumber);
}
