/** Fetches the texts and source maps of all scripts that samples or routes point into. */
import type { AgentScript } from '../model/agent-protocol.ts';
import type { RecordedScript } from '../model/recorded-samples.ts';
import type { RecordedOutgoing, RecordedRoute, Recording } from '../model/recording.ts';
import { pathOfUrl } from '../model/source-path.ts';
import type { Target, ThreadOfApp } from '../model/target.ts';
import { decodePosition } from './decode.ts';
import { mapUrlIn } from './map-comment.ts';
import { readMap } from './read-map.ts';
import { orGone } from './threads.ts';

const handOverMs = 60_000;

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
      const asked = agent.request('scripts', { scriptIds: [...ids], urls }, handOverMs);
      const scripts = (await orGone(agent, asked)) ?? [];
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
  // V8 reads such comments in one form only.
  const mapUrl = sourceMapUrl ?? mapUrlIn(text);
  if (mapUrl === undefined) return script;
  return { ...script, ...(await readMap(mapUrl, pathOf(url))) };
}

/** Scripts of CommonJS carry a path, of ES modules a file URL; a loader may add a query. */
function pathOf(url: string): string {
  return url.startsWith('file:') ? pathOfUrl(url) : url;
}
