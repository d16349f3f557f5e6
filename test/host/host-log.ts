/** What the extension hosts of a server have written down, for a failure to tell. */
import { readdir, readFile, stat } from 'node:fs/promises';
import * as path from 'node:path';

const lastLines = 25;

/** The last lines of the extension host of this process, or of the one that has written last, and of the extension's own log. */
export async function hostLog(dataFolder: string, pid?: number): Promise<string> {
  const logs = path.join(dataFolder, 'data', 'logs');
  const names = await readdir(logs, { recursive: true }).catch((): string[] => []);
  const ofHosts = await Promise.all(
    names
      .filter((name) => /exthost\d+[\\/].*(remoteexthost|Leanscope)\.log$/.test(name))
      .map(async (name) => {
        const file = path.join(logs, name);
        return { name, text: await readFile(file, 'utf8'), writtenMs: (await stat(file)).mtimeMs };
      }),
  );
  const isWanted = (text: string): boolean => pid === undefined || text.includes(`pid ${pid} `);
  const [wanted] = ofHosts.filter(({ text }) => isWanted(text)).sort((a, b) => b.writtenMs - a.writtenMs);
  if (wanted === undefined) return 'No extension host has written a log.';
  return ofHosts
    .filter(({ name }) => hostOf(name) === hostOf(wanted.name))
    .map(({ name, text }) => `${path.basename(name)}:\n${tail(text)}`)
    .join('\n');
}

/** What VS Code's own extensions say of each other's settings and of missing translations all the time, and of a network that is not there. */
const isNoise = (line: string): boolean =>
  / is not expected\. To |ENOTFOUND|string found in i18n bundle|GetAddrInfoReqWrap/.test(line);

const hostOf = (name: string): string => /^.*exthost\d+/.exec(name)?.[0] ?? '';

export function tail(text: string): string {
  const lines = text.trimEnd().split('\n');
  return lines
    .filter((line) => !isNoise(line))
    .slice(-lastLines)
    .join('\n');
}
