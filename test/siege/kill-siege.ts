/** Kills at random moments: of each process of a run, of pairs in the same moment, of the whole group; Ctrl-C once and twice. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { cliFile } from './caller.ts';
import type { SiegeOptions } from './options.ts';
import { send, type Seen } from './processes.ts';
import { randomOf, type Random } from './random.ts';
import type { Fault, Row } from './table.ts';
import { runTrial, type Running } from './trial.ts';

interface Kill {
  readonly name: string;
  /** Every fourth is of the tool and its keeper at once. */
  readonly at: (running: Running, random: Random) => Promise<void>;
}

const ofRoles = (running: Running, roles: readonly string[]): readonly Seen[] =>
  running.processes().filter(({ role }) => roles.includes(role));

/** Stopped first, so that none of them sees the other go. */
function together(...roles: readonly string[]): Kill['at'] {
  return (running) => {
    const victims = ofRoles(running, roles);
    for (const { pid } of victims) send(pid, 'SIGSTOP');
    for (const { pid } of victims) send(pid, 'SIGKILL');
    return Promise.resolve();
  };
}

function one(role: string, ...signals: readonly NodeJS.Signals[]): Kill['at'] {
  return async (running, random) => {
    for (const signal of signals) {
      for (const { pid } of ofRoles(running, [role])) send(pid, signal);
      await sleep(400 * random.next());
    }
  };
}

const group =
  (signal: NodeJS.Signals): Kill['at'] =>
  ({ child }) => {
    if (child.pid !== undefined) send(-child.pid, signal);
    return Promise.resolve();
  };

const both: Kill = { name: 'tool and keeper at once', at: together('cli', 'keeper') };
const kills: readonly Kill[] = [
  { name: 'tool SIGKILL', at: one('cli', 'SIGKILL') },
  { name: 'tool SIGTERM', at: one('cli', 'SIGTERM') },
  { name: 'tool SIGINT', at: one('cli', 'SIGINT') },
  { name: 'tool SIGHUP', at: one('cli', 'SIGHUP') },
  { name: 'tool SIGINT twice', at: one('cli', 'SIGINT', 'SIGINT') },
  { name: 'keeper SIGKILL', at: one('keeper', 'SIGKILL') },
  { name: 'keeper SIGTERM', at: one('keeper', 'SIGTERM') },
  { name: 'keeper stopped, then tool', at: one('keeper', 'SIGSTOP') },
  { name: 'generator SIGKILL', at: one('generator', 'SIGKILL') },
  { name: 'generator SIGTERM', at: one('generator', 'SIGTERM') },
  { name: 'guard SIGKILL', at: one('guard', 'SIGKILL') },
  { name: 'application SIGKILL', at: one('app', 'SIGKILL') },
  { name: 'application stopped', at: one('app', 'SIGSTOP') },
  { name: 'tool and generator at once', at: together('cli', 'generator') },
  { name: 'keeper and application at once', at: together('keeper', 'app') },
  { name: 'tool and application at once', at: together('cli', 'app') },
  { name: 'tool, keeper and generator at once', at: together('cli', 'keeper', 'generator') },
  { name: 'group SIGKILL', at: group('SIGKILL') },
  { name: 'group SIGINT', at: group('SIGINT') },
];

const apps = ['serve', 'children', 'busy', 'shell', 'script', 'own-environment', 'ignores', 'workers'];
const appFolder = join(import.meta.dirname, '..', 'apps', 'hostile');
const latestMs = 6_000;
const patienceMs = 90_000;

function callOf(app: string): readonly string[] {
  const run = ['run', '--budget-seconds', '4', '--quiet'];
  if (app === 'shell') return [...run, '--', 'sh', '-c', 'sleep $SIEGE_SLEEP & sleep $SIEGE_SLEEP'];
  const script = app === 'script' ? ['--script'] : [];
  return [...run, ...script, '--', process.execPath, join(appFolder, `${app}.cjs`)];
}

export async function siegeOfKills({
  seed,
  count,
  jobs,
  deadlineMs,
  name = '',
}: SiegeOptions): Promise<readonly Row[]> {
  if (!existsSync(cliFile)) throw new Error('Build it first: npm run build');
  const folder = await mkdtemp(join(tmpdir(), 'leanscope-siege-'));
  const tried = new Map<string, { count: number; readonly faults: Fault[] }>();
  let next = 0;
  const work = async (): Promise<void> => {
    for (let i = next++; i < count && performance.now() < deadlineMs; i = next++) {
      const [own, random] = [seed + i, randomOf(seed + i)];
      const kill = own % 4 === 0 ? both : random.of(kills);
      const app = random.of(apps);
      const afterMs = latestMs * random.next();
      if (!kill.name.includes(name)) continue;
      const row = tried.get(kill.name) ?? { count: 0, faults: [] };
      tried.set(kill.name, row);
      const { faults, screen, orphans, code, tookMs } = await runTrial({
        ...{ number: own, root: join(folder, `${i}`), args: callOf(app), patienceMs },
        during: async (running) => {
          await sleep(afterMs);
          await kill.at(running, random);
          if (kill.name.startsWith('keeper stopped')) {
            await sleep(300);
            await one('cli', 'SIGTERM')(running, random);
          }
        },
      });
      row.count++;
      if (faults.length === 0) await rm(join(folder, `${i}`), { recursive: true, force: true });
      else
        row.faults.push({
          columns: faults,
          what: `${kill.name} after ${Math.round(afterMs)} ms of ${app} (seed ${own}, ${Math.round(tookMs)} ms): exit ${code ?? 'by a signal'}; left ${JSON.stringify(orphans)}\n  ${JSON.stringify(screen.trim().slice(-300))}`,
          again: `npm run siege -- --only kills --seed ${own} --count 1`,
        });
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  await rm(folder, { recursive: true, force: true });
  return [...tried]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([kind, { count: times, faults }]) => ({ name: kind, tried: times, faults }));
}
