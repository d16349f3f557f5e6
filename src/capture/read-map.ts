/** The source map that a script names, as far as it is one. */
import { dirname, resolve } from 'node:path';
import { decodeText, readTextWithin, UnreadableFile } from '../files/read-file.ts';
import { decodeText as decodeUrlText } from '../model/encode-text.ts';
import type { RecordedScript } from '../model/recorded-samples.ts';
import { readSourceMap } from '../model/source-map.ts';
import { pathOfUrl } from '../model/source-path.ts';

const maxMapBytes = 64 * 1024 * 1024;

export type MapFields = Pick<RecordedScript, 'sourceMap' | 'sourceMapBase' | 'sourceMapProblem'>;

/** A file of any content can be named: only what is a source map is kept of it. */
export async function readMap(mapUrl: string, scriptPath: string): Promise<MapFields> {
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
  // It is a URL, in which a ? begins a query; but some tools write a name as it is.
  const names = [...new Set([path, path.replace(/[?#].*$/s, '')])].filter((name) => name !== '');
  let problem = '';
  for (const name of names)
    try {
      return { text: await readTextWithin(name, { mostBytes: maxMapBytes }), sourceMapBase: name };
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      problem = `its source map could not be read (${error.message})`;
    }
  return { problem };
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
