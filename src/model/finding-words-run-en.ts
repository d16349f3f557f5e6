import type { WordsByRunRule } from './finding.ts';

const modeFix: Readonly<Record<string, string>> = {
  loggers: 'Leave DEBUG unset where it runs, and write logs as JSON: make them readable where they are read.',
  transpiling: 'Compile before it is started, and start what was compiled.',
  stacks:
    'Map stacks where they are read: leave source-map-support and --enable-source-maps out where errors are usual.',
};

export const englishRunFindings: WordsByRunRule = {
  'repeated-upstream': ({ text, number }) => ({
    title: `${text('upstream')} is asked ${number('calls')} times for one request`,
    fix: 'Ask once for all that is needed (a list of ids, a join, a loader that batches), or keep what was answered.',
  }),
  'upstream-without-keep-alive': ({ text, number }) => ({
    title: `${text('upstream')} is asked over ${number('connections')} new connections per call`,
    fix: 'Keep connections open: one agent or pool for all requests, made when the module is loaded.',
  }),
  'upstream-over-fetch': ({ text, bytes }) => ({
    title: `${bytes('bytesIn')} are read from others to send ${bytes('bytes')} on ${text('route')}`,
    fix: 'Ask for the fields and rows that are used: a projection, a filter, a page, or keep what seldom changes.',
  }),
  'awaits-in-series': ({ number, text, has }) => ({
    title: has('count')
      ? `${number('count')} waits on ${text('route')} follow each other and need not`
      : `A loop on ${text('route')} waits for each of its turns`,
    fix: 'Start them together and wait for all of them: Promise.all, with a limit where there may be many.',
  }),
  'blocked-loop': ({ text, ms }) => ({
    title: `${text('name')} holds the event loop for up to ${ms('heldMs')}`,
    fix: 'Do less at a time, in parts with a turn of the event loop between them, or in a worker thread: all other requests wait.',
  }),
  'memory-growth': ({ text, bytes, has, per }) => ({
    title: has('name')
      ? `${text('name')} leaves ${bytes('bytes')} in memory per ${per}`
      : `Each ${per} leaves ${bytes('bytes')} in memory`,
    fix: 'Find what still holds it (a map, an array, a listener, a closure), and give it a limit or an end.',
  }),
  'thread-pool-full': ({ text, has }) => ({
    title: has('machineFull')
      ? 'Work in libuv’s thread pool fills the processors'
      : text('size') === '1'
        ? 'Requests wait for the one thread of libuv’s pool'
        : `Requests wait for the ${text('size')} threads of libuv’s pool`,
    fix: has('machineFull')
      ? 'Do less in it: keep what was computed, lower the cost of hashes as far as their purpose allows, or add processors. More threads do not help here: the processors are full.'
      : 'Set UV_THREADPOOL_SIZE to the number of processors, or above it where the work waits for a disk; keep what was computed.',
  }),
  'development-mode': ({ text, has }) => ({
    title: `${has('what') ? text('what') : 'The application'} works as in development (NODE_ENV ${text('nodeEnv')})`,
    fix: modeFix[text('kind')] ?? 'Measure and run with NODE_ENV=production, and build for it.',
  }),
  'runtime-setting': ({ text, share }) => ({
    title: `${text('setting')} saves ${share('saved')} of the CPU`,
    fix: 'Start the application with it, and measure again when Node.js is updated.',
  }),
  'costly-dependency': ({ text, share, has }) => ({
    title: [
      `${text('package')} takes ${share('share')} of the CPU`,
      has('entries') ? `: ${text('entries')}` : '',
      has('caller') ? `, called by ${text('caller')}` : '',
      has('through') ? `, called through ${text('through')}` : '',
    ].join(''),
    fix: has('through')
      ? 'None of your functions calls it: look at where the application sets up these packages, and at how much they are given to do.'
      : 'Call it less often or with less, keep what it gives, or look for one that does only what is needed.',
  }),
};
