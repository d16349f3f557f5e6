/** `leanscope processes`: running Node.js applications that `leanscope run --pid` can measure; those that listen first. */
import { listNodeProcesses } from '../launch/node-processes.ts';
import { shownCommand } from '../model/without-secrets.ts';
import { parseOptions } from './arguments.ts';
import { print, tell } from './streams.ts';

export async function processesCommand(args: readonly string[]): Promise<number> {
  const { values } = parseOptions({ args: [...args], options: { json: { type: 'boolean' } } });
  const found = (await listNodeProcesses()).map((each) => ({ ...each, command: shownCommand(each.command) }));
  if (values.json === true) print(`${JSON.stringify(found)}\n`);
  else if (found.length === 0) tell('No Node.js process of yours is running.\n');
  else
    for (const { pid, ports, command } of found)
      print(
        `${String(pid).padStart(7)}  ${ports
          .map((port) => `:${port}`)
          .join(' ')
          .padEnd(12)}  ${command.join(' ')}\n`,
      );
  return 0;
}
