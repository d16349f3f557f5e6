/** Files that people name in place of a profile: each is called what it is, with what to do. */
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import type { OtherFile, ProfileProblem } from '../../src/model/failure-kinds.ts';
import { describeFailure } from '../../src/model/failure-words.ts';
import { FailureError } from '../../src/model/failure.ts';
import { annotateFrom } from '../../src/run.ts';
import { programFolder, urlOf, writeProfile, writtenProfile } from '../written-profile.ts';

const snapshot =
  '{"snapshot":{"meta":{"node_fields":["type"]},"node_count":1},"nodes":[9,1],"edges":[],"strings":[""]}';
const tar = Buffer.alloc(1024);
tar.write('a.txt', 0);
tar.write('ustar', 257);

const others: readonly (readonly [name: string, content: string | Uint8Array, kind: OtherFile | ProfileProblem])[] = [
  ['nothing', '', 'empty'],
  ['blanks', ' \n\n', 'empty'],
  ['a heap snapshot', snapshot, 'heapSnapshot'],
  ['a heap snapshot that was cut off', snapshot.slice(0, 80), 'heapSnapshot'],
  ['a packed heap snapshot', gzipSync(snapshot), 'heapSnapshot'],
  ['a trace without samples', '{"traceEvents":[{"name":"Layout","ph":"X","args":{"data":{}}}]}', 'traceWithoutSamples'],
  [
    'a file of speedscope',
    '{"$schema":"https://www.speedscope.app/file-format-schema.json","shared":{"frames":[]},"profiles":[]}',
    'speedscope',
  ],
  ['a profile of Firefox', '{"meta":{"interval":1},"libs":[],"threads":[]}', 'firefoxProfile'],
  [
    'a profile of Firefox in the panel’s own form',
    '{"label":"a","profile":{"meta":{"interval":1},"threads":[]}}',
    'firefoxProfile',
  ],
  ['a trace without samples that is a list', '[{"name":"x","ph":"B","ts":1,"pid":1,"tid":1}]', 'traceWithoutSamples'],
  ['stacks of perf with its head', '# ========\n# captured on: Wed Aug 15 2018\n# ========\n', 'perfText'],
  ['a recording of requests', '{"log":{"version":"1.2","entries":[]}}', 'har'],
  ['a source map', '{"version":3,"sources":["a.ts"],"names":[],"mappings":"AAAA"}', 'sourceMap'],
  ['coverage of V8', '{"result":[{"scriptId":"1","url":"file:///a.js","functions":[]}]}', 'coverage'],
  ['coverage of Istanbul', '{"/a.js":{"path":"/a.js","statementMap":{},"fnMap":{},"s":{}}}', 'coverage'],
  ['a diagnostic report', '{"header":{"reportVersion":3,"event":"x"},"javascriptStack":{}}', 'nodeReport'],
  ['a package', '{"name":"x","version":"1.0.0"}', 'notAProfile'],
  ['a list', '[1,2]', 'notAProfile'],
  ['a number', '7', 'notAProfile'],
  ['data of perf', Buffer.from('PERFILE2h\0\0\0\0\0\0\0'), 'perfData'],
  [
    'stacks of perf',
    'node  4711  96.123456:     999 cpu-clock:u:\n\t    55d0c0ffee node::Start+0x10 (/usr/bin/node)\n',
    'perfText',
  ],
  ['stacks that were folded', 'node;main;hot 60\nnode;main;warm 20\n', 'perfText'],
  ['a log of V8', 'v8-version,12,4,254,21,-node.33,0\nshared-library,"/usr/bin/node",0x1,0x2\n', 'v8Log'],
  ['what V8 made of its log', 'Statistical profiling result from isolate-1.log, (42 ticks)\n', 'v8Log'],
  ['a profile to be read', '# CPU Profile\n\n| Duration | Samples |\n', 'profileAsText'],
  ['a page', '<!DOCTYPE html>\n<html><body>404</body></html>', 'page'],
  ['a flame graph', '<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "x" "y">\n<svg width="9"></svg>', 'picture'],
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]), 'picture'],
  ['an archive', Buffer.from('PK\x03\x04\x14\0\0\0', 'latin1'), 'archive'],
  ['a packed archive', gzipSync(tar), 'archive'],
  ['a program', Buffer.from('\x7fELF\x02\x01\x01\0\0\0\0', 'latin1'), 'program'],
  ['program text', 'export const x = 1;\n', 'otherText'],
  ['a program text that begins as JSON does', '{ let x = 1; }\n', 'otherText'],
  ['bytes', Buffer.from([7, 0, 0, 1, 2, 3, 0, 0, 9]), 'otherBytes'],
];

describe('a file that is no profile', () => {
  let folder = '';
  beforeEach(async () => (folder = await programFolder()));
  afterEach(() => rm(folder, { recursive: true }));

  const problemOf = async (content: string | Uint8Array): Promise<ProfileProblem> => {
    const file = await writeProfile(folder, 'x.cpuprofile', content);
    try {
      await annotateFrom(file, folder);
    } catch (error) {
      assert.ok(error instanceof FailureError && error.failure.kind === 'badProfile', String(error));
      for (const locale of ['en', 'fr']) {
        const { what, next } = describeFailure(error.failure, locale);
        assert.match(what, / ?: \p{L}.*\.$/u);
        assert.match(next, /^\p{Lu}.*\.$/u);
      }
      return error.failure.problem;
    }
    return assert.fail('it was read');
  };

  for (const [name, content, kind] of others)
    it(`is called what it is: ${name}`, async () => {
      assert.equal(await problemOf(content), kind);
    });

  it('is damaged only where it is one that ends too early, or contradicts itself', async () => {
    const whole = writtenProfile(urlOf(folder));
    const text = JSON.stringify(whole);
    const damaged = [
      text.slice(0, 300),
      text.slice(0, -20),
      gzipSync(text).subarray(0, 100),
      JSON.stringify({ ...whole, timeDeltas: whole.timeDeltas.slice(0, 50) }),
      JSON.stringify({ ...whole, nodes: [...whole.nodes, whole.nodes[0]] }),
      JSON.stringify({ ...whole, nodes: whole.nodes.map((node) => ({ ...node, children: [1] })) }),
    ];
    for (const content of damaged) assert.equal(await problemOf(content), 'damaged', String(content).slice(0, 80));
  });
});
