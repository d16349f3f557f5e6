/**
 * Runs a peer that is a library, in a process of its own because it takes over signals and output: `run-peer.ts 0x|clinic FOLDER NODE SECONDS
 * OUT`, in the folder of the application. OUT becomes the file of its ticks: stacks, the outermost frame first.
 */
import { execFile } from 'node:child_process';
import { renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const [tool = '', folder = '', node = '', seconds = '', out = ''] = process.argv.slice(2);
const fromPeer = createRequire(join(folder, 'package.json'));
const load = [join(import.meta.dirname, 'small-load.ts'), '--no-warnings'].toReversed();

type ZeroX = (options: Readonly<Record<string, unknown>>) => Promise<string>;

interface ClinicFlame {
  on(event: 'port', listener: (port: number, _: unknown, done: () => void) => void): void;
  collect(args: readonly string[], done: (error: Error | null | undefined, path: string) => void): void;
}

if (tool === '0x') {
  const zeroX = fromPeer('0x') as ZeroX;
  const found = await zeroX({
    argv: ['server.cjs'],
    pathToNodeBinary: node,
    onPort: `"${process.execPath}" ${load.map((part) => `"${part}"`).join(' ')} $PORT ${seconds}`,
    collectOnly: true,
    writeTicks: true,
    workingDir: process.cwd(),
    outputDir: join(dirname(out), '0x'),
  });
  renameSync(join(found, 'ticks.json'), out);
} else {
  const Flame = fromPeer('@clinic/flame') as new (settings: Readonly<Record<string, unknown>>) => ClinicFlame;
  const flame = new Flame({ detectPort: true, dest: dirname(out) });
  flame.on('port', (port, _, done) => execFile(process.execPath, [...load, String(port), seconds], done));
  const path = await new Promise<string>((settle, reject) => {
    flame.collect([node, 'server.cjs'], (error, found) => {
      if (error === null || error === undefined) settle(found);
      else reject(error);
    });
  });
  const id = path.replace(/.*[/\\]/, '').replace('.clinic-flame', '');
  renameSync(join(path, `${id}.clinic-flame-samples`), out);
}
// Both leave handlers behind that would keep this process.
process.exit(0);
