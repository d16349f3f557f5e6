/**
 * In: a Recording. Out: a Profile: V8's frames as functions of the original source, with a file, a line and an owner.
 * It counts and weighs nothing; what it cannot place it leaves out, and says so in the warnings.
 */
import type { CallTree, RecordedFrame } from '../model/recorded-samples.ts';
import type { RecordedApp, Recording } from '../model/recording.ts';
import type {
  Profile,
  ProfiledAllocation,
  ProfiledCpu,
  ProfiledFunction,
  ProfiledLive,
  ProfiledRoute,
  ProfiledTree,
} from '../model/profile.ts';
import { pathOfUrl } from '../model/source-path.ts';
import type { ThreadOfApp } from '../model/target.ts';
import { placeCalls } from './calls.ts';
import { describeFunction, metaOf, placeKey } from './function.ts';
import { placeOutgoing } from './outgoing.ts';
import { sleepOf } from './sleeping.ts';
import { openScripts } from './script.ts';
import type { Script } from './script-place.ts';
import { workspaceFile } from './place.ts';

const nowhere: ProfiledTree = { function: [], parent: [] };

/** What of a Recording is looked at here. */
export interface Evidence extends Pick<
  Recording,
  'agentFile' | 'routes' | 'stacks' | 'allocations' | 'scripts' | 'sources' | 'calls' | 'growth' | 'sizes' | 'outgoing'
> {
  readonly app: Pick<RecordedApp, 'workspaceRoot'>;
}

export function symbolicate(recording: Evidence): Profile {
  const scripts = openScripts(recording);
  const routes: ProfiledRoute[] = [];
  const handlers = new Map<string, string>();
  for (const { method, path, handler } of recording.routes) {
    const script = handler === undefined ? undefined : scripts.get(handler, handler.scriptId);
    const place = handler === undefined ? undefined : script?.functionAt({ ...handler, name: '' });
    if (place === undefined) routes.push({ method, path });
    else {
      const file = workspaceFile(place.file, recording.app.workspaceRoot);
      routes.push({ method, path, file, line: place.line });
      const key = placeKey({ ...place, file });
      handlers.set(key, handlers.get(key) ?? `${method} ${path} handler`);
    }
  }
  const bailouts = new Map<number, string>();
  const functions = collectFunctions(recording, handlers, (thread, id) => scripts.get(thread, id));
  const asleepIn = sleepOf(recording.scripts);
  const cpu = recording.stacks.map((stacks): ProfiledCpu => {
    const tree = functions.add(stacks.tree, stacks);
    for (const { node, reason } of stacks.bailouts ?? []) bailouts.set(tree.function[node] ?? -1, reason);
    return {
      process: stacks.process,
      thread: stacks.thread,
      tree,
      node: stacks.node,
      timeUs: stacks.timeUs,
      ...(stacks.cpuProgress === undefined ? {} : { cpuProgress: stacks.cpuProgress }),
      ...asleepIn(stacks, tree),
      lineTicks: lineTicks(stacks, tree, (id) => scripts.get(stacks, id)),
    };
  });
  const sizeCpu = (recording.sizes?.stacks ?? []).map(({ tree, process, thread, node, timeUs, cpuProgress }) => ({
    ...{ process, thread, node, timeUs, lineTicks: [] },
    tree: functions.add(tree, { process, thread }),
    ...(cpuProgress === undefined ? {} : { cpuProgress }),
  }));
  const allocations = recording.allocations.map((allocation): ProfiledAllocation => ({
    process: allocation.process,
    thread: allocation.thread,
    kind: allocation.kind,
    ...(allocation.requestIndex === undefined ? {} : { requestIndex: allocation.requestIndex }),
    tree: functions.add(allocation.tree, allocation),
    selfBytes: allocation.selfBytes,
  }));
  const live = (recording.growth?.live ?? []).map((samples): ProfiledLive => ({
    mark: samples.mark,
    tree: functions.add(samples.tree, samples),
    selfBytes: samples.selfBytes,
  }));
  const outgoing = placeOutgoing(recording, scripts);
  const calls = placeCalls(recording, [
    ...recording.stacks.map((stacks, at) => ({ thread: stacks, tree: stacks.tree, placed: cpu[at]?.tree ?? nowhere })),
    ...recording.allocations.map((each, at) => ({
      thread: each,
      tree: each.tree,
      placed: allocations[at]?.tree ?? nowhere,
    })),
  ]);
  return {
    functions: functions.all,
    cpu,
    ...(sizeCpu.length === 0 ? {} : { sizeCpu }),
    allocations,
    live,
    routes,
    bailouts,
    outgoing,
    ...(calls.length === 0 ? {} : { calls }),
    sources: sourcesOf(functions.all, scripts.texts(), recording.app.workspaceRoot),
    warnings: scripts.warnings(),
  };
}

/** Only of the app's own functions: nobody edits the others. */
function sourcesOf(
  functions: readonly ProfiledFunction[],
  texts: ReadonlyMap<string, string>,
  workspaceRoot: string,
): Profile['sources'] {
  const wanted = new Set(functions.flatMap(({ origin, file }) => (origin === 'app' ? [file] : [])));
  const named = [...texts].map(([path, text]) => [workspaceFile(path, workspaceRoot), text] as const);
  return new Map(named.filter(([file]) => wanted.has(file)));
}

interface FunctionTable {
  readonly all: readonly ProfiledFunction[];
  add(tree: CallTree, thread: ThreadOfApp): ProfiledTree;
}

/** The same function met in several processes, threads and passes is one function: what counts is its place in the source. */
function collectFunctions(
  { app: { workspaceRoot }, agentFile }: Evidence,
  handlers: ReadonlyMap<string, string>,
  scriptOf: (thread: ThreadOfApp, scriptId: string) => Script | undefined,
): FunctionTable {
  const all: ProfiledFunction[] = [];
  const byId = new Map<string, number>();
  const surroundings = { workspaceRoot, agentPath: pathOfUrl(agentFile), handlers };
  const indexOf = (frame: RecordedFrame, thread: ThreadOfApp): number => {
    const described = describeFunction(frame, scriptOf(thread, frame.scriptId), surroundings);
    const index = byId.get(described.id) ?? all.push(described) - 1;
    byId.set(described.id, index);
    return index;
  };
  return {
    all,
    add: (tree, thread) => {
      const ofFrame = tree.frames.map((frame) => indexOf(frame, thread));
      return { function: tree.frame.map((frame) => ofFrame[frame] ?? -1), parent: tree.parent };
    },
  };
}

type TickRow = { -readonly [K in keyof ProfiledCpu['lineTicks'][number]]: number };

/** Ticks of one frame on one line are one row, wherever in the tree they were taken: there are far fewer of those than of nodes. */
function lineTicks(
  { tree, lineTicks: ticks }: Recording['stacks'][number],
  { function: functionOf }: ProfiledTree,
  scriptOf: (scriptId: string) => Script | undefined,
): ProfiledCpu['lineTicks'] {
  const rows: TickRow[] = [];
  // Where the source's line cannot be told, ticks go here, and no further.
  const nowhere: TickRow = { function: -1, line: 0, ticks: 0 };
  const rowFor = (frame: RecordedFrame, index: number, line: number): TickRow => {
    const original = metaOf(frame) === undefined ? scriptOf(frame.scriptId)?.originalLine(line, frame) : undefined;
    if (original === undefined) return nowhere;
    const row = { function: index, line: original, ticks: 0 };
    rows.push(row);
    return row;
  };
  // By frame, then by line of the generated script.
  const rowsOf = tree.frames.map(() => new Map<number, TickRow>());
  for (const { node, line, ticks: count } of ticks) {
    const frame = tree.frames[tree.frame[node] ?? -1];
    const byLine = rowsOf[tree.frame[node] ?? -1];
    const index = functionOf[node];
    if (frame === undefined || byLine === undefined || index === undefined) continue;
    const known = byLine.get(line);
    const row = known ?? rowFor(frame, index, line);
    if (known === undefined) byLine.set(line, row);
    row.ticks += count;
  }
  return rows;
}
