import type { WordsByRule } from './finding.ts';
import { englishRunFindings } from './finding-words-run-en.ts';

const blocking: Readonly<Record<string, string>> = {
  hashing:
    'Use the asynchronous form, which works in the thread pool; where the text needs no stretching, a plain HMAC or hash.',
  compression: 'Use the asynchronous form or a stream, or keep what was compressed.',
  childProcess: 'Use the asynchronous form: the whole application waits for the other program.',
  library: 'Use the asynchronous form of the library, or keep the result for the next request.',
  fileSystem: 'Read it once and keep it, or use the asynchronous form.',
};

const making = (what: string): Readonly<Record<string, string>> => ({
  arrays: `Look at ${what}, which makes an array only to be read once: go through the rows in one loop, and keep what is needed.`,
  buffers: `Look at ${what}, which copies bytes: a view (subarray), a stream or one copy at the end does with fewer.`,
  strings: `Look at ${what}, which makes a text in each turn: put it together once, or compare without making it.`,
  closures: `Look at ${what}, a function that is made anew in each turn: make it once, outside the loop.`,
  objects: `Look at ${what}, an object for each turn: count or add up straight away, or keep it for the next request.`,
});

export const englishFindings: WordsByRule = {
  ...englishRunFindings,
  'hot-function': ({ text, share }) => ({
    title: `${text('name')} takes ${share('share')} of the CPU; no known pattern`,
    fix: 'Look at its costliest lines, and at who calls it how often.',
  }),
  'synchronous-call': ({ text }) => ({
    title: `${text('call')} holds the event loop in a request`,
    fix: blocking[text('kind')] ?? '',
  }),
  'json-copy': ({ text }) => ({
    title: `${text('what')} is copied by way of JSON text`,
    fix: 'Copy only what is changed, by name and spread. Where all of it must be copied: structuredClone saves no CPU.',
  }),
  'json-parse-per-call': ({ text }) => ({
    title: `JSON.parse(${text('what')}) on each call`,
    fix: 'Where the text is the same each time, parse it when it arrives and keep the object.',
  }),
  'json-indented': () => ({
    title: 'JSON is indented for nobody to read',
    fix: 'Leave the third argument of JSON.stringify out: less to write, and less to send.',
  }),
  'nested-scan': ({ text }) => ({
    title: `${text('call')} searches from the start in a loop`,
    fix: 'Build a Set, a Map or a count once, and look it up in the loop.',
  }),
  'copy-per-step': ({ text }) => ({
    title: `All of ${text('what')} is copied for each thing added to it`,
    fix: 'Add to it in place (push, a property, a Map), and hand it out when it is done.',
  }),
  'shift-in-loop': ({ text }) => ({
    title: `${text('what')}.${text('call')}() in a loop moves everything behind it`,
    fix: 'Go through it by index, or keep it in the other order and use pop or push.',
  }),
  'formatter-per-call': ({ text }) => ({
    title: `${text('what')} builds a formatter on each call`,
    fix: 'Build one formatter per locale and options outside the function, and keep it.',
  }),
  'compiled-per-call': ({ text }) => ({
    title: `${text('what')} compiles on each call`,
    fix: 'Compile once when the module is loaded, and keep the function.',
  }),
  'expression-per-call': () => ({
    title: 'A regular expression is built on each call',
    fix: 'Build it once outside the function, or keep those that differ in a Map.',
  }),
  'console-per-request': ({ text }) => ({
    title: `${text('call')} writes on the way to an answer`,
    fix: 'Log less at this place, or with a logger that writes in batches from another thread.',
  }),
  'json-compare': ({ text }) => ({
    title: `${text('what')} is compared as JSON text`,
    fix: 'Compare the fields that matter, or a version that changes with it; the first difference is then the end.',
  }),
  'backtracking-expression': ({ text }) => ({
    title: `/${text('what')}/ can try the same text over and over`,
    fix:
      text('kind') === 'exponential'
        ? 'Write it so that each character can be matched in one way only (no repetition within a repetition that fits the same text), and limit the length of what is tested.'
        : 'Anchor it, or write it so that two neighbouring repetitions cannot fit the same text; limit the length of what is tested.',
  }),
  'error-per-call': ({ text }) => ({
    title: `${text('what')} is made on the way to an ordinary answer`,
    fix: 'Return a value that says so: an Error writes down the stack each time it is made.',
  }),
  'repeated-in-loop': ({ text }) => ({
    title: `${text('what')} is computed anew in each turn of a loop`,
    fix: 'Compute it once before the loop: nothing that it is made of changes in it.',
  }),
  'same-arguments': ({ text }) => ({
    title: `${text('what')} is computed anew at each call, from the same arguments`,
    fix: 'Where what it reads does not change, compute it once and keep it; where it does, until it changes.',
  }),
  'costly-log-message': ({ text }) => ({
    title: `${text('what')} is made for ${text('call')}, whether it is written or not`,
    fix: 'Hand the object itself to the logger, which describes it only when its level is on.',
  }),
  'uncompressed-response': ({ bytes, count, has }) => ({
    title: has('routes')
      ? `Answers of ${count('routes')} routes are sent as they are; gzip makes ${bytes('gzipBytes')} of ${bytes('bytes')}`
      : `${bytes('bytes')} are sent as they are; gzip makes ${bytes('gzipBytes')} of them`,
    fix: 'Compress answers, best at the proxy: here it takes CPU. Compress what stays the same once.',
  }),
  'wide-response': ({ bytes }) => ({
    title: `An answer of ${bytes('bytes')}, where others have ${bytes('medianBytes')}`,
    fix: 'Send the fields that are shown, and the rest when it is asked for.',
  }),
  'uncacheable-response': ({ text, bytes }) => ({
    title: `${text('route')} sends the same ${bytes('bytes')} again and again, and says to nobody that they may be kept`,
    fix: 'Say how long it holds (Cache-Control: max-age) or give it an ETag and answer 304: browsers and proxies then keep it.',
  }),
  'duplicate-response': ({ text, bytes }) => ({
    title: `${text('request')} gives the same ${bytes('bytes')} as ${text('sameAs')}`,
    fix: 'Use one address, or heed what tells them apart: a parameter that changes nothing is sent, computed and cached for nothing.',
  }),
  garbage: ({ text, bytes, share, per }) => ({
    title: `${text('name')} makes ${share('share')} of the garbage: ${bytes('bytes')} per ${per}`,
    fix:
      making(text('what'))[text('kind')] ?? 'Look for arrays, strings and objects that are made only to be read once.',
  }),
  'not-optimised': ({ text }) => ({
    title: `V8 does not optimise ${text('name')}: ${text('reason')}`,
    fix: 'Take the hot loop out into a small function of its own.',
  }),
};
