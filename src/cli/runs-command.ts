/** `leanscope runs`: newest first. */
import { resolve } from 'node:path';
import process from 'node:process';
import { unitOf, unitsOf } from '../model/unit.ts';
import { listRuns, readReport } from '../store/store.ts';
import { parseOptions } from './arguments.ts';

export async function runsCommand(args: readonly string[]): Promise<number> {
  const { values } = parseOptions({ args: [...args], options: { cwd: { type: 'string', default: '.' } } });
  const root = resolve(values.cwd);
  const ids = await listRuns(root);
  if (ids.length === 0) process.stderr.write(`No stored runs in ${root}. Measure with "leanscope run".\n`);
  for (const id of ids) {
    const { totals, app } = await readReport(root, id);
    const commit = app.commit === undefined ? '' : `  ${app.commit.slice(0, 8)}${app.dirty === true ? '+' : ''}`;
    process.stdout.write(
      `${id}  ${totals.cpuMsPerRequest.toPrecision(3)} ms CPU/${unitOf(app)}  ${Number(totals.requests.toFixed(1))} ${unitsOf(app)}  ${app.command}${commit}\n`,
    );
  }
  return 0;
}
