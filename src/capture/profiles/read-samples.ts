/** In: a file that is said to be a profile. Out: its samples, with the scripts that they are of under one name each. */
import { builtinModules } from 'node:module';
import { gunzipWithin } from '../../files/gunzip-within.ts';
import { decodeText, readFileWithin, readStart, UnreadableFile } from '../../files/read-file.ts';
import type { CpuEngine } from '../../model/agent-protocol.ts';
import type { ProfileProblem } from '../../model/failure-kinds.ts';
import { FailureError } from '../../model/failure.ts';
import { unnamedScript } from '../../model/fileless.ts';
import type { OpenedProfile } from '../../model/opened-profile.ts';
import type { CallTree } from '../../model/recorded-samples.ts';
import type { V8AllocationProfile, V8CallFrame, V8CpuProfile } from '../../model/v8-profile.ts';
import { decodeBytes, decodeCpu } from '../decode.ts';
import { checkedProfile, kindWhereTooLarge, type CheckedCpu } from './check-profile.ts';
import { kindOfBytes } from './file-kind.ts';
import { readPprof, type ReadPprof } from './pprof.ts';
import { asNode } from './runtimes.ts';

/** What is larger takes more than a gigabyte of memory when it is read. */
const mostBytes = 256 * 1024 * 1024;
/** Enough of a file to tell its kind by. */
const startBytes = 4096;

export interface ReadSamples extends Pick<
  OpenedProfile,
  'kind' | 'stacks' | 'allocations' | 'endsUs' | 'clock' | 'sampleTypes'
> {
  readonly writtenAtMs: number;
  /** As `asNode` tells them. */
  readonly shifted: ReadonlySet<string>;
}

/** @throws FailureError badProfile */
export async function readSamples(file: string): Promise<ReadSamples> {
  const { bytes, writtenAtMs } = await readProfile(file);
  const other = kindOfBytes(bytes);
  if (other !== undefined) throw new FailureError({ kind: 'badProfile', file, problem: other });
  const samples = decoded(file, bytes);
  const shifted = new Set<string>();
  // An agent that writes pprof has its own names and places, and is of Node.js.
  if (samples.sampleTypes !== undefined) return { ...samples, writtenAtMs, shifted };
  const put = <T extends { readonly tree: CallTree }>(each: T): T => {
    const as = asNode(each.tree);
    for (const url of as.shifted) shifted.add(url);
    return { ...each, tree: as.tree };
  };
  const [stacks, allocations] = [samples.stacks.map(put), samples.allocations.map(put)];
  return { ...samples, stacks, allocations, writtenAtMs, shifted };
}

/** Text of any kind begins with no byte that a message of pprof may begin with; white space is one, and such a message never is. */
function decoded(file: string, bytes: Buffer): Samples {
  const pprof =
    /^[\s{[<]/.test(String.fromCharCode(bytes[0] ?? 0x20)) && bytes[0] !== 0x0a ? undefined : readPprof(bytes);
  if (typeof pprof === 'string') throw new FailureError({ kind: 'badProfile', file, problem: pprof });
  const names = createNames();
  if (pprof !== undefined) return decodedPprof(pprof, names);
  const checked = checkedProfile(file, decodeText(bytes));
  return checked.kind === 'cpu' ? decodedCpu(checked, names) : decodedHeap(checked.profile, names);
}

function decodedPprof({ kind, types, stacks, allocations, endUs, isTimed }: ReadPprof, names: Names): Samples {
  const tree = renamed(stacks.tree, names);
  const told = { kind, sampleTypes: types, clock: isTimed || kind === 'heap' ? 'told' : 'none' } as const;
  if (kind === 'cpu') return { ...told, stacks: [{ ...stacks, tree }], allocations: [], endsUs: [endUs] };
  return { ...told, stacks: [], allocations: [{ ...allocations, kind: 'allocationSampling', tree }], endsUs: [] };
}

async function readProfile(file: string): Promise<{ readonly bytes: Buffer; readonly writtenAtMs: number }> {
  try {
    const { bytes, modifiedAtMs } = await readFileWithin(file, { mostBytes });
    const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
    return { bytes: isPacked ? await gunzipWithin(bytes, mostBytes) : bytes, writtenAtMs: modifiedAtMs };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    throw new FailureError({ kind: 'badProfile', file, problem: await problemOf(error, file) });
  }
}

async function problemOf({ code, message }: UnreadableFile, file: string): Promise<ProfileProblem> {
  if (code === 'ENOENT') return 'noSuchFile';
  if (message === 'it is damaged') return 'damaged';
  if (!/^it (?:is larger|unpacks)/.test(message)) return 'unreadable';
  const start = await readStart(file, startBytes);
  return kindOfBytes(start) ?? kindWhereTooLarge(decodeText(start));
}

type Samples = Omit<ReadSamples, 'writtenAtMs' | 'shifted'>;

function decodedCpu({ threads, clock }: CheckedCpu, names: Names): Samples {
  return {
    kind: 'cpu',
    clock,
    stacks: threads.map(({ profile, engine }) => decodedThread(profile, engine, names)),
    allocations: [],
    endsUs: threads.map(({ profile }) => profile.endTime),
  };
}

function decodedThread(profile: V8CpuProfile, engine: CpuEngine, names: Names): OpenedProfile['stacks'][number] {
  const nodes = profile.nodes.map((node) => ({ ...node, callFrame: names.of(node.callFrame) }));
  // One thread stands for all: their scripts have their names in common.
  return decodeCpu({ ...profile, nodes }, { process: 0, thread: 0, startedAtUs: profile.startTime, engine });
}

function decodedHeap({ head }: V8AllocationProfile, names: Names): Samples {
  const { tree, selfBytes } = decodeBytes({ head });
  const allocation = { process: 0, thread: 0, kind: 'allocationSampling', selfBytes } as const;
  return {
    kind: 'heap',
    clock: 'told',
    stacks: [],
    allocations: [{ ...allocation, tree: renamed(tree, names) }],
    endsUs: [],
  };
}

function renamed(tree: CallTree, names: Names): CallTree {
  const frames = tree.frames.map(({ name, url, line, column }) => {
    const named = names.of({
      functionName: name,
      url,
      scriptId: 0,
      lineNumber: line ?? -1,
      columnNumber: column ?? -1,
    });
    const place = line === undefined || column === undefined ? {} : { line, column };
    return { name, url: named.url, scriptId: String(named.scriptId), ...place };
  });
  return { ...tree, frames };
}

/** Some tools write no script's number, or one number for all: here a script is its URL. */
interface Names {
  of(callFrame: V8CallFrame): V8CallFrame;
}

function createNames(): Names {
  const ids = new Map<string, string>();
  return {
    of: (callFrame) => {
      const url = urlOf(callFrame);
      if (url === '') return { ...callFrame, url, scriptId: '0' };
      const scriptId = ids.get(url) ?? String(ids.size + 1);
      ids.set(url, scriptId);
      return { ...callFrame, url, scriptId };
    },
  };
}

/** Of this version, and of those that are no more. */
const builtins = new Set([...builtinModules, 'bootstrap_node', 'node']);

function urlOf({ url, lineNumber, functionName }: V8CallFrame): string {
  // What was made from text has a place in it, and no name; native code has neither.
  if (url === '')
    return lineNumber >= 0 && !/^\((?:root|program|idle|garbage collector)\)$/.test(functionName) ? unnamedScript : '';
  // Until version 15 Node.js wrote its own modules as plain names; Deno and Bun have names of their own for theirs.
  const plain = /^([\w/]+)\.js$/.exec(url)?.[1];
  if (plain !== undefined && builtins.has(plain)) return `node:${plain}`;
  return /^(?:ext|checkin|deno|bun|electron|extensions):|^native |^\[native code\]$|^(?:bun|electron)\/js2c\//.test(url)
    ? `node:${url}`
    : url;
}
