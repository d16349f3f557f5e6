/** Answers that go wrong in the middle of a run: each is named, nothing hangs, and the load generator's memory stays bounded. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../src/model/report.ts';
import { app, ended, leftBehindSoon, pidsOf, start, testMs } from '../world/leanscope.ts';

const seconds = 1;
/** Each slice waits for answers that drip. */
const answerSeconds = { usual: 60, dripping: 0.2 };
const answerBytes = 8 * 1024 * 1024;
/** All that may be kept of answers: eight connections, 4 MiB of a body that is read, and its text, beside what waits in sockets. */
const mostKeptBytes = 8 * 3 * 4 * 1024 * 1024;

interface Run {
  readonly report: Report;
  /** Of the generator, as far as it was seen. */
  readonly peakBytes: number;
}

async function measure(evil: string): Promise<Run> {
  const folder = await mkdtemp(join(tmpdir(), 'leanscope-world-'));
  try {
    const [scenario, out] = [join(folder, 'scenario.json'), join(folder, 'report.json')];
    const limits = { answerBytes, answerSeconds: answerSeconds[evil === 'slow-loris' ? 'dripping' : 'usual'] };
    await writeFile(scenario, JSON.stringify({ requests: [{ method: 'GET', path: '/', expectStatus: 200 }], limits }));
    const flags = ['--cwd', app('misbehaving'), '--scenario', scenario, '--json', out, '--no-store', '--quiet'];
    const call = ['run', '--complete', ...flags, '--budget-seconds', `${seconds}`, '--', 'node', 'evil.cjs'];
    const child = ended(start(call, { env: { EVIL: evil } }));
    const peak = watchGenerator();
    const { code, stderr } = await child;
    const peakBytes = await peak.stop();
    assert.equal(code, 0, stderr);
    const report = JSON.parse(await readFile(out, 'utf8')) as Report;
    return { report, peakBytes };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The kernel's own high-water mark, so that no moment is missed but the last before the end. */
function watchGenerator(): { stop(): Promise<number> } {
  let peakBytes = 0;
  const stopping = new AbortController();
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      for (const pid of await pidsOf('generator')) {
        const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
        peakBytes = Math.max(peakBytes, Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024);
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await watching;
      return peakBytes;
    },
  };
}

describe('an application that in the middle of a run', function () {
  this.timeout(testMs);
  let healthyBytes = 0;

  before(async () => {
    const { report, peakBytes } = await measure('none');
    assert.equal(report.totals.errors, 0);
    healthyBytes = peakBytes;
  });

  const evils: readonly (readonly [evil: string, words: RegExp])[] = [
    ['refusal', /connection refused: \d+/],
    ['reset', /connection reset: \d+/],
    ['slow-loris', /the answer did not end within 0\.2 s: \d+/],
    ['redirect', /status 302 instead of 200: \d+/],
    ['failure', /status 500 instead of 200: \d+/],
    ['endless', /the answer is longer than 8 MiB: \d+/],
    ['gigabyte', /the answer is longer than 8 MiB: \d+/],
    ['garbage', /not an HTTP answer: \d+/],
  ];
  for (const [evil, words] of evils) {
    it(`answers with ${evil} is told so, and measured all the same`, async () => {
      const { report, peakBytes } = await measure(evil);
      const { quality, totals } = report;
      const failed = quality.warnings.find((text) => text.includes('requests failed'));
      assert.match(failed ?? '', words, quality.warnings.join('\n'));
      assert.ok(totals.errors > 0 && totals.errors <= totals.requests);
      if (process.platform === 'linux') {
        assert.ok(healthyBytes > 0 && peakBytes > 0, 'the generator was seen');
        assert.ok(peakBytes < healthyBytes + mostKeptBytes, `${peakBytes} bytes, ${healthyBytes} when all is well`);
      }
    });
  }

  it('leaves nothing behind', async () => {
    assert.deepEqual(await leftBehindSoon(), []);
  });
});
