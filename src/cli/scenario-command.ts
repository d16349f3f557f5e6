/** `leanscope scenario`: write one down, or hand it to another load engine. */
import { badCall } from './arguments.ts';
import { createScenario } from './scenario-create.ts';
import { exportScenario } from './scenario-export.ts';

const fix = 'For example: leanscope scenario create, or: leanscope scenario export --to k6 --out load.js';

export async function scenarioCommand([name, ...args]: readonly string[]): Promise<number> {
  if (name === 'create') return createScenario(args);
  if (name === 'export') return exportScenario(args);
  if (name === undefined) throw badCall('"leanscope scenario" wants to be told what to do: create or export.', fix);
  throw badCall(`There is no "leanscope scenario ${name}".`, fix);
}
