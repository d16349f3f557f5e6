/**
 * In: a `.cpuprofile` or `.heapprofile` of any tool's, on disk. Out: its samples with the scripts that it names, as they are on
 * disk now, and their source maps. What is in the file is not trusted: it is checked before it is walked.
 */
import { isAbsolute } from 'node:path';
import { decodeText, readFileWithin, UnreadableFile } from '../files/read-file.ts';
import type { V8AllocationProfile, V8CallFrame, V8CpuProfile } from '../model/v8-profile.ts';
import type { ProfileProblem } from '../model/failure-kinds.ts';
import { FailureError } from '../model/failure.ts';
import type { OpenedProfile } from '../model/opened-profile.ts';
import type { CallTree, RecordedScript } from '../model/recorded-samples.ts';
import { pathOfUrl } from '../model/source-path.ts';
import { checkedProfile } from './check-profile.ts';
import { decodeBytes, decodeCpu } from './decode.ts';
import { recordScript } from './scripts.ts';
import { recordSources } from './sources.ts';

/** What is larger takes more than a gigabyte of memory when it is read. */
const mostBytes = 256 * 1024 * 1024;
/** A bundle that people run. */
const mostScriptBytes = 64 * 1024 * 1024;
/** Everything in one profile is of one thread. */
const thread = { process: 0, thread: 0 };

/** @throws FailureError badProfile */
export async function openProfile(file: string, workspaceRoot: string): Promise<OpenedProfile> {
  const { text, writtenAtMs } = await readProfile(file);
  const checked = checkedProfile(file, text);
  const ids = new Map<string, string>();
  const samples = checked.kind === 'cpu' ? decodedCpu(checked.profile, ids) : decodedHeap(checked.profile, ids);
  const trees = [...samples.stacks, ...samples.allocations].map(({ tree }) => tree);
  const found = await Promise.all(wantedScripts(trees).map(([url, id]) => readScript(url, id, writtenAtMs)));
  const read = found.flatMap((each) => (each === undefined ? [] : [each.script]));
  const { scripts, sources } = await recordSources(read, workspaceRoot);
  return {
    ...samples,
    workspaceRoot,
    scripts,
    sources,
    edited: found.flatMap((each) => (each?.isEdited === true ? [pathOfUrl(each.script.url)] : [])),
    missing: found.length - scripts.length,
  };
}

async function readProfile(file: string): Promise<{ readonly text: string; readonly writtenAtMs: number }> {
  try {
    const { bytes, modifiedAtMs } = await readFileWithin(file, { mostBytes });
    return { text: decodeText(bytes), writtenAtMs: modifiedAtMs };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    throw new FailureError({ kind: 'badProfile', file, problem: problemOf(error) });
  }
}

function problemOf({ code, message }: UnreadableFile): ProfileProblem {
  if (code === 'ENOENT') return 'noSuchFile';
  return message.startsWith('it is larger') ? 'tooLarge' : 'unreadable';
}

type Samples = Pick<OpenedProfile, 'kind' | 'stacks' | 'allocations' | 'endUs'>;

function decodedCpu(profile: V8CpuProfile, ids: Map<string, string>): Samples {
  const nodes = profile.nodes.map((node) => ({ ...node, callFrame: renumbered(node.callFrame, ids) }));
  const stacks = decodeCpu({ ...profile, nodes }, { ...thread, startedAtUs: profile.startTime });
  return { kind: 'cpu', stacks: [stacks], allocations: [], endUs: profile.endTime };
}

function decodedHeap({ head }: V8AllocationProfile, ids: Map<string, string>): Samples {
  const { tree, selfBytes } = decodeBytes({ head });
  const frames = tree.frames.map((frame) => ({ ...frame, scriptId: idOf(frame.url, ids) }));
  const allocation = { ...thread, kind: 'allocationSampling', tree: { ...tree, frames }, selfBytes } as const;
  return { kind: 'heap', stacks: [], allocations: [allocation] };
}

/** Some tools write no script's number, or one number for all: here a script is its URL. */
function renumbered(callFrame: V8CallFrame, ids: Map<string, string>): V8CallFrame {
  return { ...callFrame, scriptId: idOf(callFrame.url, ids) };
}

function idOf(url: string, ids: Map<string, string>): string {
  if (url === '') return '0';
  const known = ids.get(url) ?? String(ids.size + 1);
  ids.set(url, known);
  return known;
}

/** Of the application only: nobody edits the others, and their functions need no lines. */
function wantedScripts(trees: readonly CallTree[]): readonly (readonly [url: string, id: string])[] {
  const frames = trees.flatMap(({ frames }) => frames);
  const wanted = new Map(frames.map(({ url, scriptId }) => [url, scriptId]));
  return [...wanted].filter(([url]) => isLocal(url) && !/[\\/]node_modules[\\/]/.test(url));
}

/** A path of this machine: a profile may name a host of the network too, and nothing is asked of that. */
function isLocal(url: string): boolean {
  const path = pathOfUrl(url);
  return isAbsolute(path) && !path.startsWith('//') && !/^[a-z][a-z0-9+.-]+:\/\/(?!\/)/i.test(url);
}

async function readScript(
  url: string,
  scriptId: string,
  writtenAtMs: number,
): Promise<{ readonly script: RecordedScript; readonly isEdited: boolean } | undefined> {
  try {
    const { bytes, modifiedAtMs } = await readFileWithin(pathOfUrl(url), { mostBytes: mostScriptBytes });
    const text = decodeText(bytes);
    const script = await recordScript({ scriptId, url, text, functions: [] }, thread);
    return { script, isEdited: modifiedAtMs > writtenAtMs };
  } catch (error) {
    // Made on another machine, the file is gone, or it is none: counted as missing.
    if (error instanceof UnreadableFile) return undefined;
    throw error;
  }
}
