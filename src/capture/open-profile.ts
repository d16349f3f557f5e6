/**
 * In: a `.cpuprofile` or `.heapprofile` of any tool's, on disk. Out: its samples with the scripts that it names, as they are on
 * disk now, and their source maps. What is in the file is not trusted: it is checked before it is walked.
 */
import { isAbsolute, resolve } from 'node:path';
import { decodeText, readFileWithin, UnreadableFile } from '../files/read-file.ts';
import { isFileless } from '../model/fileless.ts';
import type { OpenedProfile } from '../model/opened-profile.ts';
import type { CallTree, CpuSamples, RecordedFrame } from '../model/recorded-samples.ts';
import { fileUrl, pathOfUrl } from '../model/source-path.ts';
import { findFiles } from './profiles/find-files.ts';
import { readSamples } from './profiles/read-samples.ts';
import { linesAreCompiled } from './profiles/runtimes.ts';
import { recordScript } from './scripts.ts';
import { recordSources } from './sources.ts';

/** A bundle that people run. */
const mostScriptBytes = 64 * 1024 * 1024;

/** Threads have names of scripts in common here, so that one stands for all. */
const oneThread = { process: 0, thread: 0 };

/** @throws FailureError badProfile */
export async function openProfile(file: string, workspaceRoot: string): Promise<OpenedProfile> {
  const { writtenAtMs, shifted, ...samples } = await readSamples(file);
  const trees = [...samples.stacks, ...samples.allocations].map(({ tree }) => tree);
  const wanted = wantedScripts(trees);
  const there = await readScripts(wanted.keys(), (url) => (isLocal(url) ? pathOfUrl(url) : undefined));
  const absent = new Map([...wanted].filter(([url]) => !there.has(url)));
  const found = await findFiles(absent, workspaceRoot);
  const elsewhere = await readScripts(found.keys(), (url) => found.get(url));
  const renamed = new Map([...found].filter(([url]) => elsewhere.has(url)).map(([url, path]) => [url, fileUrl(path)]));
  const read = await Promise.all(
    [...wanted].flatMap(([url, [frame]]) => {
      const text = (there.get(url) ?? elsewhere.get(url))?.text;
      if (text === undefined || frame === undefined) return [];
      const { scriptId } = frame;
      return [recordScript({ scriptId, url: renamed.get(url) ?? url, text, functions: [] }, oneThread)];
    }),
  );
  const { scripts, sources } = await recordSources(read, workspaceRoot);
  const lineless = new Set(
    [...wanted].flatMap(([url, frames]) => {
      const text = (there.get(url) ?? elsewhere.get(url))?.text;
      return text !== undefined && (shifted.has(url) || linesAreCompiled(url, text, frames)) ? [url] : [];
    }),
  );
  return {
    ...samples,
    stacks: samples.stacks.map((each) => ({ ...withoutLines(each, lineless), tree: withUrls(each.tree, renamed) })),
    allocations: samples.allocations.map((each) => ({ ...each, tree: withUrls(each.tree, renamed) })),
    workspaceRoot,
    scripts,
    sources,
    // Of a file that came from elsewhere the time tells when it was copied; that its functions fit was seen.
    edited: [...there].filter(([, { modifiedAtMs }]) => modifiedAtMs > writtenAtMs).map(([url]) => pathOfUrl(url)),
    lineless: [...lineless].map((url) => pathOfUrl(renamed.get(url) ?? url)),
    missing: [...absent.keys()].filter((url) => !renamed.has(url)),
    // A relative name is the workspace's own, as pprof has them.
    elsewhere: [...found]
      .filter(([url, path]) => renamed.has(url) && resolve(workspaceRoot, url) !== path)
      .map(([url, path]) => ({ url, path })),
  };
}

/** Of the application only: nobody edits the others, and their functions need no lines. */
function wantedScripts(trees: readonly CallTree[]): ReadonlyMap<string, readonly RecordedFrame[]> {
  const wanted = new Map<string, RecordedFrame[]>();
  for (const frame of trees.flatMap(({ frames }) => frames)) {
    const { url } = frame;
    if (url === '' || isFileless(url) || /^(?:node|wasm):|^internal\/|[\\/]node_modules[\\/]/.test(url)) continue;
    const known = wanted.get(url);
    if (known === undefined) wanted.set(url, [frame]);
    else known.push(frame);
  }
  return wanted;
}

/** A path of this machine: a profile may name a host of the network too, and nothing is asked of that. */
function isLocal(url: string): boolean {
  const path = pathOfUrl(url);
  return isAbsolute(path) && !path.startsWith('//') && !/^[a-z][a-z0-9+.-]+:\/\/(?!\/)/i.test(url);
}

interface ReadText {
  readonly text: string;
  readonly modifiedAtMs: number;
}

async function readScripts(
  urls: Iterable<string>,
  pathOf: (url: string) => string | undefined,
): Promise<ReadonlyMap<string, ReadText>> {
  const read = await Promise.all([...urls].map(async (url) => [url, await readScript(pathOf(url))] as const));
  return new Map(read.flatMap(([url, text]) => (text === undefined ? [] : [[url, text] as const])));
}

async function readScript(path: string | undefined): Promise<ReadText | undefined> {
  if (path === undefined) return undefined;
  try {
    const { bytes, modifiedAtMs } = await readFileWithin(path, { mostBytes: mostScriptBytes });
    return { text: decodeText(bytes), modifiedAtMs };
  } catch (error) {
    // Made on another machine, the file is gone, or it is none: counted as missing.
    if (error instanceof UnreadableFile) return undefined;
    throw error;
  }
}

function withoutLines(samples: CpuSamples, lineless: ReadonlySet<string>): CpuSamples {
  const { tree, lineTicks } = samples;
  const kept = lineTicks.filter(({ node }) => !lineless.has(tree.frames[tree.frame[node] ?? -1]?.url ?? ''));
  return { ...samples, lineTicks: kept };
}

type Renamed = ReadonlyMap<string, string>;

function withUrls(tree: CallTree, renamed: Renamed): CallTree {
  return { ...tree, frames: tree.frames.map((frame) => ({ ...frame, url: renamed.get(frame.url) ?? frame.url })) };
}
