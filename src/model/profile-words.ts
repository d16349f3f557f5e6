/** Why a profile cannot be shown beside the code, in words. The same in French is beside it. */
import type { BadProfile, CountedSamples, FailureText, ProfileProblem } from './failure-kinds.ts';
import { formatShare } from './format.ts';

type Texts = readonly [what: string, next: string];

const record = 'Record one with "node --cpu-prof", or for memory with "node --heap-prof", and name that.';

const words: Readonly<Record<ProfileProblem, Texts>> = {
  noSuchFile: ['there is no such file.', 'Name a profile that exists.'],
  unreadable: ['it cannot be read.', 'Name a file, and see that you may read it.'],
  tooLarge: [
    'it is larger than 256 MiB, or holds more values than can be read.',
    'Record for a shorter time, or sample less often.',
  ],
  notAProfile: [
    'it is JSON, and not a profile of V8.',
    'Name a .cpuprofile or .heapprofile, as "node --cpu-prof", "node --heap-prof", VS Code and Chrome write them.',
  ],
  damaged: ['it is damaged or not whole.', 'Record it again; a program that is killed leaves its profile unfinished.'],
  noSamples: ['there is no sample in it.', 'Record for longer, or while the program has something to do.'],
  noSources: [
    'the files that it is about are not where it says, and none in the folder has such a path and these functions',
    'Open it on the machine that it was taken on, or name the folder of the application with --cwd.',
  ],
  changedSources: [
    'the files that it is about are not what ran: they were changed, or a loader ran another text.',
    'Open it with the version of the code that it was taken of.',
  ],
  nothingOfTheApp: [
    'no function of the application has a part in it that is worth a hint',
    'Record while the application works.',
  ],
  empty: ['it is empty.', 'Record it again; Node.js writes the profile when the program ends by itself.'],
  heapSnapshot: [
    'it is a heap snapshot: what is in memory, not which code put it there.',
    'Open it in the Memory panel of Chrome DevTools; for which code allocates, record with "node --heap-prof".',
  ],
  traceWithoutSamples: ["it is a trace in which V8's CPU profiler took no samples.", record],
  speedscope: ['it is a file of speedscope.', `Open it in speedscope. ${record}`],
  firefoxProfile: ['it is a profile of the Firefox Profiler.', `Open it in the Firefox Profiler. ${record}`],
  otherLanguage: ['it is a profile of pprof of a program that is not JavaScript.', record],
  perfData: ['it is a recording of Linux perf, which knows machine code only.', record],
  perfText: ['it is a list of stacks, as perf and flame graph tools write them.', record],
  v8Log: ['it is the log of "node --prof", or what was made of it.', record],
  profileAsText: [
    'it is a profile written out for reading.',
    'Record it once more with --cpu-prof alone, and name that.',
  ],
  coverage: ['it is code coverage: it tells what ran, not how long.', record],
  nodeReport: ['it is a diagnostic report of Node.js.', record],
  har: ['it is a recording of HTTP requests (HAR).', 'Send its requests with "leanscope run --scenario FILE".'],
  sourceMap: ['it is a source map.', 'It is found by itself where the script beside it names it. Name a profile.'],
  leanscopeReport: [
    'it is a run of Leanscope.',
    'See it with "leanscope report last --format html --out report.html".',
  ],
  page: ['it is a page or a document.', record],
  picture: ['it is a picture.', record],
  archive: ['it is an archive.', 'Unpack it and name the profile in it; gzip alone is unpacked here.'],
  program: ['it is a program.', record],
  otherText: ['it is text, and not a profile of V8.', record],
  otherBytes: ['it is no text, and in no form that is known here.', record],
};

export function profileWords({ file, problem, counted, missing = [] }: BadProfile): FailureText {
  const [what, next] = words[problem];
  const more = counted === undefined ? listed(missing) : countedText(counted);
  return { what: `${file}: ${what}${what.endsWith('.') ? '' : `${more}.`}`, next };
}

function listed([first, ...more]: readonly string[]): string {
  if (first === undefined) return '';
  return more.length === 0 ? `: ${first}` : `: ${first} and ${more.length} more`;
}

/** The proof that it is so: without it nothing of the kind is said. */
function countedText({ idle, libraries, engine, app, nowhere }: CountedSamples): string {
  const parts: readonly (readonly [number, string])[] = [
    [idle, 'idle'],
    [libraries, 'in libraries'],
    [engine, 'in Node.js and V8 themselves'],
    [nowhere, 'in code that lies in no file'],
    [app, "in the application's own code"],
  ];
  const told = parts.filter(([share]) => share > 0).map(([share, where]) => `${formatShare(share, 'en')} ${where}`);
  return told.length === 0 ? '' : `; of its samples, ${told.join(', ')}`;
}
