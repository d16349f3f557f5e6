/**
 * In: a Spec of a script. Out: a way to run it once, from start to end, with the evidence that its threads left behind.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { EVIDENCE_ENV, RECORD_ENV } from '../model/agent-protocol.ts';
import { type ExitStatus } from '../model/failure-kinds.ts';
import { FailureError } from '../model/failure.ts';
import type { Spec } from '../model/spec.ts';
import type { Programs, RunScript } from '../model/target.ts';
import { readEvidence, threadWatch } from './evidence.ts';
import { startApp, type Started } from './start.ts';

const pollMs = 5;

export function scriptRunner(spec: Spec, programs: Programs): RunScript {
  return async (kind, { signal, onThread }) => {
    const started = await startApp(spec, {
      programs,
      env: (folder) => ({ [RECORD_ENV]: kind, [EVIDENCE_ENV]: folder }),
      onListening: () => undefined,
    });
    try {
      const look = onThread === undefined ? () => undefined : threadWatch(started.server.folder, onThread);
      const exit = await untilEnd(spec, started, () => {
        signal.throwIfAborted();
        look();
      });
      return { exit, threads: await readEvidence(started.server.folder), logTail: started.log() };
    } finally {
      await started.stop();
    }
  };
}

/** @throws FailureError cannotStart; the signal's reason when it is aborted */
async function untilEnd({ command, cwd }: Spec, { app }: Started, onTurn: () => void): Promise<ExitStatus> {
  while (app.exit === undefined) {
    onTurn();
    if (app.cannotStart !== undefined)
      throw new FailureError({ kind: 'cannotStart', command, cwd, reason: app.cannotStart });
    await sleep(pollMs);
  }
  return app.exit;
}
