/**
 * The guard: what is left when the tool and the keeper are killed in the same moment. A shell waits for both of them to go, which costs
 * nothing while they are there, and becomes this program then: it ends what they had started.
 */
import { rm } from 'node:fs/promises';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { GUARDED_ENV } from './start-guard.ts';
import { sweep, type Swept } from './sweep.ts';

/** One that the keeper was about to start when it was killed is there by then. */
const lateMs = 150;

async function guard({ mark, folder }: Swept): Promise<void> {
  for (const pauseMs of [0, lateMs, lateMs]) {
    await sleep(pauseMs);
    await sweep({ mark, folder });
  }
  await rm(folder, { recursive: true, force: true });
}

const guarded = process.env[GUARDED_ENV];
if (guarded !== undefined) void guard(JSON.parse(guarded) as Swept);
