/** Fetches the texts and source maps of all scripts that samples or routes point into. */
import { dirname, resolve } from 'node:path';
import { decodeText, readTextWithin, UnreadableFile } from '../files/read-file.ts';
import type { AgentScript } from '../model/agent-protocol.ts';
import type { RecordedScript } from '../model/recorded-samples.ts';
import type { RecordedOutgoing, RecordedRoute, Recording } from '../model/recording.ts';
import { decodeText as decodeUrlText } from '../model/encode-text.ts';
import { pathOfUrl } from '../model/source-path.ts';
import { readSourceMap } from '../model/source-map.ts';
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

/** A file of any content can be named: only what is a source map is kept of it. */
async function readMap(mapUrl: string, scriptPath: string): Promise<MapFields> {
  const found = mapUrl.startsWith('data:')
    ? { text: decodeDataUrl(mapUrl), sourceMapBase: scriptPath }
    : await readMapFile(mapUrl, scriptPath);
  if ('problem' in found) return { sourceMapProblem: found.problem };
  const map =
    found.text.length > maxMapBytes ? `it is larger than ${maxMapBytes / 2 ** 20} MiB` : readSourceMap(found.text);
  if (typeof map === 'string') return { sourceMapProblem: unusable(map) };
  return { sourceMap: JSON.stringify(map), sourceMapBase: found.sourceMapBase };
}

export function unusable(reason: string): string {
  return `its source map cannot be used (${reason})`;
}

async function readMapFile(
  mapUrl: string,
  scriptPath: string,
): Promise<{ readonly text: string; readonly sourceMapBase: string } | { readonly problem: string }> {
  const path = pathOfMap(mapUrl, scriptPath);
  if (path === undefined)
    return { problem: 'its source map is not a file of this machine, and nothing is asked of others' };
  try {
    return { text: await readTextWithin(path, { mostBytes: maxMapBytes }), sourceMapBase: path };
  } catch (error) {
    if (error instanceof UnreadableFile) return { problem: `its source map could not be read (${error.message})` };
    throw error;
  }
}

/** Undefined for an address of the network, in whichever form. */
function pathOfMap(mapUrl: string, scriptPath: string): string | undefined {
  const isNetwork = /^(?:[/\\]{2}|[a-z][a-z0-9+.-]+:)/i.test(mapUrl) && !/^(?:file:\/\/\/|[a-z]:[/\\])/i.test(mapUrl);
  if (isNetwork) return undefined;
  return mapUrl.startsWith('file:') ? pathOfUrl(mapUrl) : resolve(dirname(scriptPath), decodeUrlText(mapUrl));
}

function decodeDataUrl(url: string): string {
  const comma = url.indexOf(',');
  const data = url.slice(comma + 1);
  return url.slice(0, comma).endsWith(';base64') ? decodeText(Buffer.from(data, 'base64')) : decodeUrlText(data);
}

/** Scripts of CommonJS carry a path, of ES modules a file URL; a loader may add a query. */
function pathOf(url: string): string {
  return url.startsWith('file:') ? pathOfUrl(url) : url;
}
