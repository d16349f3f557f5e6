/** Preloaded into a program: samples its CPU from the first moment to its exit, and leaves the evidence in the folder that is named. */
import { recordUntilExit } from '../src/agent/evidence.ts';
import { watchOutgoing } from '../src/agent/outgoing/outgoing.ts';
import { createSampling } from '../src/agent/sampling.ts';
import { openSession } from '../src/agent/session.ts';
import { watchCounters } from '../src/agent/counters.ts';

const folder = process.env['SAMPLES_INTO'];
if (folder !== undefined) {
  const session = openSession();
  const counters = watchCounters({ tellThreadsApart: true });
  const watched = { counters, outgoing: watchOutgoing(undefined) };
  recordUntilExit('cpuSampling', { folder, session, sampling: createSampling(session), ...watched });
}
