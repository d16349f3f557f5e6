/** What must be so of every Recording that is stored: of which Node.js and which application it is, and that it tells of no machine. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Recording } from '../../src/model/recording.ts';
import type { RecordingCase, Truth } from '../recordings/case.ts';
import { truth } from '../recordings/cases/checks.ts';
import { foreignPaths, namesOfMachine, neutralRoot } from '../recordings/neutral.ts';
import { app } from '../world/leanscope.ts';

export const provenance = ({ node, app: of }: RecordingCase): readonly Truth[] => [
  truth('it is of the Node.js that its case names', (_, recording) => {
    assert.match(recording.app.nodeVersion, new RegExp(`^v${node}\\.`));
  }),

  truth('it names nothing of the machine that it was made on', (_, recording) => {
    assert.deepEqual([...foreignPaths(recording), ...namesOfMachine(recording)], []);
  }),

  truth('it is of the application as it is now: after a change it has to be recorded anew', (_, recording) => {
    if (typeof of === 'string') assert.deepEqual(changedIn(recording, app(of)), []);
  }),
];

/** Files of the application whose recorded text is not the one in the repository. A text that a loader made of it is in no file. */
function changedIn({ scripts, sources = [] }: Recording, folder: string): readonly string[] {
  const prefix = `${neutralRoot}/app/`;
  const texts = [
    ...scripts
      .filter(({ sourceMap, url }) => sourceMap === undefined && !url.endsWith('.ts'))
      .map(({ url, text }) => [url.replace('file://', ''), text] as const),
    ...sources.flatMap(({ path, text }) => (text === undefined ? [] : [[path, text] as const])),
  ];
  return texts.flatMap(([path, text]) => {
    const file = join(folder, path.slice(prefix.length));
    if (!path.startsWith(prefix) || path.includes('/node_modules/') || !existsSync(file)) return [];
    return withoutComment(readFileSync(file, 'utf8')) === withoutComment(text) ? [] : [path];
  });
}

/** What a text says of its own map is not kept. */
const withoutComment = (text: string): string => text.replace(/\/\/# source.*/g, '').trimEnd();
