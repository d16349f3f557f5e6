/** Is anything else at work on this machine? */
import { cpus, loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

const busyLimit = 0.15;

/** Watches for a second. */
export async function watchIdleness(): Promise<{ readonly quiet: boolean; readonly shown: string }> {
  const before = times();
  await sleep(1000);
  const after = times();
  const busy = 1 - (after.idle - before.idle) / Math.max(1, after.all - before.all);
  const shown = `${Math.round(busy * 100)} % busy, load average ${(loadavg()[0] ?? 0).toFixed(2)}`;
  return { quiet: busy <= busyLimit, shown };
}

function times(): { readonly idle: number; readonly all: number } {
  const each = cpus().map((cpu) => cpu.times);
  const idle = each.reduce((sum, time) => sum + time.idle, 0);
  return { idle, all: each.reduce((sum, time) => sum + time.user + time.nice + time.sys + time.idle + time.irq, 0) };
}
