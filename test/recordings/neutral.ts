/**
 * A Recording as it would be in folders that every machine could have: the application in `/recorded/app`, its packages above it, Node.js
 * and the tool beside. In: a Recording as it was made. Out: the same evidence under those paths.
 */
import { realpathSync } from 'node:fs';
import { homedir, hostname, tmpdir } from 'node:os';
import { dirname } from 'node:path';
import type { Recording } from '../../src/model/recording.ts';
import { cacheFolder } from '../host/cache.ts';
import { onPath } from '../host/process.ts';
import { root } from '../host/folders.ts';

/** Anything under it may stand in a stored Recording, and nothing else of a file system. */
export const neutralRoot = '/recorded';

/** First the folders within others. */
function foldersOf({ app: { workspaceRoot } }: Recording): readonly (readonly [pattern: string, neutral: string])[] {
  const cache = escaped(cacheFolder);
  return [
    [escaped(workspaceRoot), `${neutralRoot}/app`],
    [`${cache}/(?:applications/[^/"\\\\]+|ts-node)/node_modules`, `${neutralRoot}/node_modules`],
    [`${cache}/nodes/(\\d+)/node_modules/[^/"\\\\]+`, `${neutralRoot}/node-$1`],
    [`${escaped(root)}/node_modules`, `${neutralRoot}/node_modules`],
    [`${escaped(root)}/dist`, `${neutralRoot}/leanscope`],
    [`${escaped(root)}/test/apps`, `${neutralRoot}/apps`],
    [`${escaped(tmpdir())}/leanscope-(?:sampled|scenario)-\\w+`, `${neutralRoot}/leanscope`],
    ...npmFolders(),
  ];
}

/** npm is a program of Node.js too, and starts others: its scripts are in the evidence, and it stands as what was started. */
function npmFolders(): readonly (readonly [pattern: string, neutral: string])[] {
  const npm = onPath('npm');
  if (npm === undefined) return [];
  const folder = dirname(dirname(realpathSync(npm)));
  return [
    [escaped(folder), `${neutralRoot}/npm`],
    [`${escaped(dirname(npm))}(?=/np[mx]\\b)`, `${neutralRoot}/npm/bin`],
  ];
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** @throws Error where a script's text names such a folder: the places behind it would be wrong */
export function neutral(recording: Recording): Recording {
  let text = JSON.stringify(recording);
  for (const [pattern, folder] of foldersOf(recording))
    text = text.replace(new RegExp(`${pattern}(?![\\w.-])`, 'g'), folder);
  const rewritten = JSON.parse(text) as Recording;
  for (const [index, script] of recording.scripts.entries())
    if (rewritten.scripts[index]?.text !== script.text)
      throw new Error(`The text of ${script.url} names a folder of this machine: record it where it does not.`);
  return withoutCommit(rewritten);
}

/** The commit is the checkout's, not the application's. */
function withoutCommit(recording: Recording): Recording {
  const entries = Object.entries(recording.app).filter(([name]) => name !== 'commit' && name !== 'dirty');
  return { ...recording, app: Object.fromEntries(entries) as unknown as Recording['app'] };
}

/** What in it tells of this machine, with some of the text around; empty where nothing does. */
export function namesOfMachine(recording: Recording): readonly string[] {
  const text = JSON.stringify(recording);
  // A short name, or a plain word, stands in programs without being the machine's.
  const host = /\d|-/.test(hostname()) && hostname().length > 5 ? [new RegExp(escaped(hostname()), 'g')] : [];
  const folders = [root, homedir(), cacheFolder].filter((folder) => folder !== '/');
  const words = [...folders.map((folder) => new RegExp(`${escaped(folder)}(?![\\w.-])`, 'g')), ...host];
  return words.flatMap((word) =>
    [...text.matchAll(word)].map(({ index }) => text.slice(Math.max(0, index - 60), index + 120)),
  );
}

/** Absolute paths of the evidence that are not under the neutral root: of scripts, frames, sources and processes. */
export function foreignPaths({
  app,
  agentFile,
  scripts,
  stacks,
  allocations,
  growth,
  sizes,
  sources = [],
  threads = [],
}: Recording): readonly string[] {
  const trees = [...stacks, ...allocations, ...(growth?.live ?? []), ...(sizes?.stacks ?? [])].map(({ tree }) => tree);
  const paths = [
    ...[app.cwd, app.workspaceRoot, agentFile, ...app.command.filter((word) => /^\/./.test(word))],
    ...scripts.flatMap(({ url, sourceMapBase = '' }) => [url, sourceMapBase]),
    ...trees.flatMap(({ frames }) => frames.map(({ url }) => url)),
    ...sources.map(({ path }) => path),
    ...threads.map(({ entry = '' }) => entry),
  ];
  const absolute = [...new Set(paths)].filter((path) => /^(?:file:\/\/)?\/|^[A-Za-z]:[\\/]/.test(path));
  return absolute.filter((path) => !path.replace(/^file:\/\//, '').startsWith(`${neutralRoot}/`));
}
