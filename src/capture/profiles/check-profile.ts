/** Whether a text is a profile of V8's, in which of its forms, and whole: everything that is walked later leads somewhere, and to an end. */
import type { CpuEngine } from '../../model/agent-protocol.ts';
import type { OtherFile, ProfileProblem } from '../../model/failure-kinds.ts';
import { FailureError } from '../../model/failure.ts';
import { isTooMuchJson } from '../../model/parsed-size.ts';
import type { V8AllocationNode, V8AllocationProfile, V8CpuProfile } from '../../model/v8-profile.ts';
import { parseCutTrace, profilesOfTrace } from './chrome-trace.ts';
import { readCallFrame, readCpuProfile, type ReadCpuProfile } from './cpu-profile.ts';
import { isFields, isNumber, type Fields } from './fields.ts';
import { brokenJson, isBinary, kindOfJson, kindOfText } from './file-kind.ts';
import { fromOldProfile, isOldProfile } from './old-profile.ts';
import type { ProfileClock } from './sample-times.ts';

export interface CheckedCpu {
  readonly kind: 'cpu';
  /** One for each thread. */
  readonly threads: readonly { readonly profile: V8CpuProfile; readonly engine: CpuEngine }[];
  /** The poorest of all threads. */
  readonly clock: ProfileClock;
}

export type CheckedProfile = CheckedCpu | { readonly kind: 'heap'; readonly profile: V8AllocationProfile };

/** @throws FailureError badProfile */
export function checkedProfile(file: string, text: string): CheckedProfile {
  const read = readProfile(text);
  if (typeof read === 'string') throw new FailureError({ kind: 'badProfile', file, problem: read });
  return read;
}

function readProfile(text: string): CheckedProfile | ProfileProblem {
  if (isTooMuchJson(text)) return kindWhereTooLarge(text);
  const value = parsed(text) ?? parseCutTrace(text);
  if (value === undefined) return isBinary(text) ? 'otherBytes' : kindOfText(text);
  return readValue(unwrapped(value));
}

/** "Too large" is no help for a file that could not be read if it were small. */
export function kindWhereTooLarge(start: string): OtherFile | 'tooLarge' {
  const kind = brokenJson(start.slice(0, 4096));
  return kind === 'damaged' || kind === 'otherText' ? 'tooLarge' : kind;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Answers of the inspector that were saved as they came hold the profile in `result`. */
function unwrapped(value: unknown): unknown {
  if (!isFields(value)) return value;
  const { result, profile } = value;
  if (isFields(result) && isFields(result['profile'])) return result['profile'];
  return isFields(profile) && (Array.isArray(profile['nodes']) || isFields(profile['head'])) ? profile : value;
}

function readValue(value: unknown): CheckedProfile | ProfileProblem {
  if (Array.isArray(value)) return readTrace(value) ?? kindOfJson(value);
  if (!isFields(value)) return 'notAProfile';
  const { nodes, head, traceEvents, snapshot } = value;
  if (Array.isArray(traceEvents)) return readTrace(traceEvents) ?? 'traceWithoutSamples';
  if (Array.isArray(nodes) && snapshot === undefined) return cpuOf(readCpuProfile(value, nodes));
  if (isOldProfile(value)) {
    const old = fromOldProfile(value);
    return old === undefined ? 'damaged' : cpuOf(readCpuProfile(old, old['nodes'] as readonly unknown[]));
  }
  return isFields(head) && isFields(head['callFrame']) ? readHeap(head) : kindOfJson(value);
}

function cpuOf(read: ReadCpuProfile | 'damaged' | 'noSamples'): CheckedCpu | ProfileProblem {
  return typeof read === 'string' ? read : { kind: 'cpu', threads: [read], clock: read.clock };
}

/** Undefined where no thread was sampled; a thread whose pieces are not whole is left out, where others are. */
function readTrace(events: readonly unknown[]): CheckedCpu | ProfileProblem | undefined {
  const found = profilesOfTrace(events).map((each) => readCpuProfile(each, each['nodes'] as readonly unknown[]));
  const threads = found.filter((each) => typeof each !== 'string');
  if (threads.length === 0) return found.find((each) => typeof each === 'string');
  const [poorest = 'told'] = (['none', 'counts'] as const).filter((clock) =>
    threads.some((each) => each.clock === clock),
  );
  return { kind: 'cpu', threads, clock: poorest };
}

function readHeap(head: Fields): CheckedProfile | ProfileProblem {
  const open: { readonly node: unknown; readonly into: V8AllocationNode[] }[] = [];
  const roots: V8AllocationNode[] = [];
  open.push({ node: head, into: roots });
  let bytes = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, into } = next;
    if (!isFields(node)) return 'damaged';
    const { selfSize, children = [] } = node;
    const callFrame = readCallFrame(node['callFrame']);
    if (callFrame === undefined || !isNumber(selfSize) || selfSize < 0 || !Array.isArray(children)) return 'damaged';
    bytes += selfSize;
    const below: V8AllocationNode[] = [];
    into.push({ callFrame, selfSize, children: below });
    for (const child of children as readonly unknown[]) open.push({ node: child, into: below });
  }
  const [root] = roots;
  return root === undefined || bytes === 0 ? 'noSamples' : { kind: 'heap', profile: { head: root } };
}
