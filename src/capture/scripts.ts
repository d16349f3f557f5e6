/** Fetches the texts and source maps of all scripts that samples or routes point into. */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { AgentScript } from '../model/agent-protocol.ts';
import type { RecordedScript } from '../model/recorded-samples.ts';
import type { RecordedOutgoing, RecordedRoute, Recording } from '../model/recording.ts';
import type { Target, ThreadOfApp } from '../model/target.ts';
import { decodePosition } from './decode.ts';

const handOverMs = 60_000;
const maxMapBytes = 64 * 1024 * 1024;

export function recordRoutes({ routes, serving }: Target): readonly RecordedRoute[] {
  return routes.map(({ method, path, framework, handler }) => ({
    method,
    path,
    framework,
    ...(handler === undefined || serving === undefined ? {} : { handler: decodePosition(handler, serving) }),
  }));
}

type Sampled = Pick<Recording, 'stacks' | 'allocations' | 'growth' | 'sizes' | 'outgoing'>;

export async function recordScripts(
  target: Target,
  { stacks, allocations, growth, sizes, outgoing = [] }: Sampled,
): Promise<readonly RecordedScript[]> {
  const perThread = await Promise.all(
    target.agents().map(async (agent) => {
      const sampled = [...stacks, ...allocations, ...(growth?.live ?? []), ...(sizes?.stacks ?? [])].filter((samples) =>
        isSameThread(samples, agent),
      );
      const ids = new Set(
        sampled
          .flatMap(({ tree }) => tree.frames)
          .filter(({ url }) => !url.startsWith('node:'))
          .map(({ scriptId }) => scriptId),
      );
      if (target.serving !== undefined && isSameThread(target.serving, agent))
        for (const id of handlerScripts(target)) ids.add(id);
      ids.delete('0');
      const urls = callSiteUrls(outgoing.filter((row) => isSameThread(row, agent)));
      if ((sampled.length === 0 || ids.size === 0) && urls.length === 0) return [];
      const scripts = await agent.request('scripts', { scriptIds: [...ids], urls }, handOverMs);
      return Promise.all(scripts.map((script) => recordScript(script, agent)));
    }),
  );
  return perThread.flat();
}

function callSiteUrls(outgoing: readonly RecordedOutgoing[]): readonly string[] {
  return [...new Set(outgoing.flatMap(({ callSites }) => callSites.map(({ site }) => site.url)))];
}

function isSameThread(a: ThreadOfApp, b: ThreadOfApp): boolean {
  return a.process === b.process && a.thread === b.thread;
}

function handlerScripts({ routes }: Target): readonly string[] {
  return routes.flatMap(({ handler }) => (handler === undefined ? [] : [String(handler.scriptId)]));
}

export async function recordScript(
  { scriptId, url, text, sourceMapUrl, functions }: AgentScript,
  { process, thread }: ThreadOfApp,
): Promise<RecordedScript> {
  const script = { process, thread, scriptId, url, text, functions };
  if (sourceMapUrl === undefined) return script;
  return { ...script, ...(await readMap(sourceMapUrl, pathOf(url))) };
}

type MapFields = Pick<RecordedScript, 'sourceMap' | 'sourceMapBase' | 'sourceMapProblem'>;

async function readMap(mapUrl: string, scriptPath: string): Promise<MapFields> {
  try {
    if (mapUrl.startsWith('data:')) return { sourceMap: decodeDataUrl(mapUrl), sourceMapBase: scriptPath };
    const mapPath = mapUrl.startsWith('file:')
      ? fileURLToPath(mapUrl)
      : resolve(dirname(scriptPath), decodeURIComponent(mapUrl));
    const sourceMap = await readFile(mapPath, 'utf8');
    if (sourceMap.length > maxMapBytes) return { sourceMapProblem: `the source map ${mapPath} is too large` };
    return { sourceMap, sourceMapBase: mapPath };
  } catch (error) {
    return {
      sourceMapProblem: `its source map could not be read (${error instanceof Error ? error.message : String(error)})`,
    };
  }
}

function decodeDataUrl(url: string): string {
  const comma = url.indexOf(',');
  const data = url.slice(comma + 1);
  return url.slice(0, comma).endsWith(';base64')
    ? Buffer.from(data, 'base64').toString('utf8')
    : decodeURIComponent(data);
}

/** Scripts of CommonJS carry a path, of ES modules a file URL; a loader may add a query. */
function pathOf(url: string): string {
  if (!url.startsWith('file:')) return url;
  const { protocol, pathname } = new URL(url);
  return fileURLToPath(pathToFileURL('/').protocol === protocol ? `file://${pathname}` : url);
}
