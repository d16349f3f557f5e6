/** Applications that misbehave, each measured for seconds: nothing of them may run on, hang the tool, or be taken for a bug of it. */
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import process from 'node:process';
import { cliFile } from './caller.ts';
import type { SiegeOptions } from './options.ts';
import type { Fault, Row } from './table.ts';
import { runTrial } from './trial.ts';

const folder = join(import.meta.dirname, '..', 'apps', 'hostile');
/** Longer than the tool waits for anything in a run of two seconds. */
const patienceMs = 150_000;

/** What is no application by itself, or needs another call. */
const shared = 'hostile.cjs';
const scripts = new Set(['script']);

export function hostileApps(): readonly string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.cjs') && file !== shared)
    .map((file) => basename(file, '.cjs'))
    .sort();
}

export async function siegeOfApps({ seed, count, jobs, deadlineMs, name = '' }: SiegeOptions): Promise<readonly Row[]> {
  if (!existsSync(cliFile)) throw new Error('Build it first: npm run build');
  const apps = hostileApps().filter((app) => app.includes(name));
  const root = await mkdtemp(join(tmpdir(), 'leanscope-siege-'));
  const faults: Fault[] = [];
  let [next, tried] = [0, 0];
  const work = async (): Promise<void> => {
    for (let i = next++; i < Math.min(count, apps.length) && performance.now() < deadlineMs; i = next++) {
      const app = apps[i] ?? '';
      const script = scripts.has(app) ? ['--script'] : [];
      const call = ['run', '--budget-seconds', '2', '--quiet', ...script, '--', process.execPath];
      const args = [...call, join(folder, `${app}.cjs`)];
      const ended = await runTrial({ number: seed + i, root: join(root, `${i}`), args, patienceMs });
      tried++;
      if (ended.faults.length === 0) continue;
      const code = ended.code ?? 'by a signal';
      const left = JSON.stringify(ended.orphans);
      faults.push({
        columns: ended.faults,
        what: `${app} (${Math.round(ended.tookMs)} ms): exit ${code}; left ${left}\n  ${JSON.stringify(ended.screen.trim().slice(0, 600))}`,
        again: `npm run siege -- --only apps --name ${app}`,
      });
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  await rm(root, { recursive: true, force: true });
  return [{ name: 'hostile applications', tried, faults }];
}
