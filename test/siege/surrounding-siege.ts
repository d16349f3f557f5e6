/**
 * Surroundings that are not as a program would have them: no room on the disk, folders that may not be written to, few descriptors, no
 * folder for temporary files, a reader that has gone, an environment that is empty.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { arenaAt, listing, prepare, type Arena } from './arena.ts';
import { cliFile, environmentOf } from './caller.ts';
import { faultsOf, type Column } from './judge.ts';
import type { SiegeOptions } from './options.ts';
import { storedForms } from './stored-forms.ts';
import type { Fault, Row } from './table.ts';

interface Surrounding {
  readonly name: string;
  /** A line of a shell; `$L` is the command line, `$APP` an application, and it stands in the project. */
  readonly line: string;
  readonly prepare?: (arena: Arena) => void;
  readonly after?: (arena: Arena) => boolean;
  /** It mounts file systems. */
  readonly superuser?: true;
}

const run = '$L run --budget-seconds 2 --quiet';
const app = '-- node "$APP"';
const inMount = (options: string, line: string): string =>
  `unshare -m sh -c 'mkdir -p m && mount -t tmpfs ${options} tmpfs m && cp -r .leanscope m/ 2>/dev/null; cd m && ${line}'`;

const surroundings: readonly Surrounding[] = [
  { name: 'a full disk', line: inMount('-o size=24k', `${run} --json out.json ${app}`), superuser: true },
  {
    name: 'a full disk for outputs',
    line: inMount('-o size=600k', `$L report last --format html --out out.html`),
    superuser: true,
  },
  {
    name: 'a project that may not be written to',
    line: `unshare -m sh -c 'mount --bind . . && mount -o remount,ro,bind . && cd "$PWD" && ${run} ${app}'`,
    superuser: true,
  },
  { name: 'no folder for temporary files', line: `TMPDIR=/nowhere/at/all ${run} ${app}` },
  { name: 'a file in the place of the store', line: `rm -rf .leanscope; echo x > .leanscope; ${run} ${app}` },
  {
    name: 'the store is a link',
    line: `${run} ${app}`,
    prepare: ({ work, outside }) => {
      rmSync(join(work, '.leanscope'), { recursive: true, force: true });
      symlinkSync(outside, join(work, '.leanscope'));
    },
    after: ({ outside }) => !existsSync(join(outside, 'runs')) && !existsSync(join(outside, '.gitignore')),
  },
  {
    name: 'the .gitignore is a link',
    line: `${run} ${app}`,
    prepare: ({ work, outside }) => {
      rmSync(join(work, '.leanscope', '.gitignore'), { force: true });
      symlinkSync(join(outside, 'bashrc'), join(work, '.leanscope', '.gitignore'));
    },
    after: ({ outside }) => execFileSync('cat', [join(outside, 'bashrc')], { encoding: 'utf8' }) === 'precious',
  },
  { name: 'a reader that has gone', line: '$L report last | head -c 10 > /dev/null' },
  { name: 'a device that is full', line: '$L report last > /dev/full' },
  { name: 'an output that is a folder', line: 'mkdir -p d; $L report last --format md --out d' },
  { name: 'an output that is a device', line: '$L report last --format md --out /dev/stdout > /dev/null' },
  {
    name: 'an output that is a link',
    line: 'echo old > t; ln -sf t l; $L report last --format md --out l; test -L l || echo "[object Object]"',
  },
  { name: 'few descriptors', line: `ulimit -n 64; ${run} ${app}` },
  { name: 'very few descriptors', line: `ulimit -n 30; ${run} ${app}` },
  { name: 'few descriptors for a report', line: 'ulimit -n 40; $L report last' },
  { name: 'little memory', line: `ulimit -v 2000000; ${run} ${app}` },
  { name: 'an empty environment', line: `env -i PATH="$PATH" ${run.replace('$L', '"$NODE" "$CLI"')} ${app}` },
  { name: 'no home', line: 'env -u HOME -u LEANSCOPE_HOME $L price last' },
  { name: 'a home that may not be used', line: 'LEANSCOPE_HOME=/dev/null/x $L calibrate --forget' },
  { name: 'closed streams', line: '$L report last >&- 2>&-' },
  { name: 'a folder that has gone', line: 'mkdir g; cd g; rmdir ../g; $L report last' },
  {
    name: 'a project with a strange name',
    line: `mkdir -p 'a "b" $(touch pwned) ü'; cd 'a "b" $(touch pwned) ü'; ${run} ${app}`,
    after: ({ work }) => !existsSync(join(work, 'pwned')),
  },
];

const patienceMs = 60_000;

export async function siegeOfSurroundings({ deadlineMs, name = '' }: SiegeOptions): Promise<readonly Row[]> {
  const isRoot = process.getuid?.() === 0;
  const chosen = surroundings.filter((each) => each.name.includes(name) && (isRoot || each.superuser === undefined));
  const run = (await storedForms()).find((form) => form.victim?.includes('recording') === true)?.files ?? {};
  const root = await mkdtemp(join(tmpdir(), 'leanscope-siege-'));
  const faults: Fault[] = [];
  let tried = 0;
  for (const surrounding of chosen) {
    if (performance.now() > deadlineMs) break;
    const arena = arenaAt(join(root, `${tried++}`));
    const { columns, screen, code } = await trySurrounding(surrounding, arena, run);
    if (columns.length === 0) continue;
    const what = `${surrounding.name}: exit ${code ?? 'by a signal'}\n  ${JSON.stringify(screen.trim().slice(0, 400))}`;
    faults.push({ columns, what, again: `npm run siege -- --only surroundings --name "${surrounding.name}"` });
  }
  await rm(root, { recursive: true, force: true });
  return [{ name: 'surroundings', tried, faults }];
}

async function trySurrounding(
  { line, prepare: arrange, after }: Surrounding,
  arena: Arena,
  files: Readonly<Record<string, Uint8Array | string>>,
): Promise<{ readonly columns: readonly Column[]; readonly screen: string; readonly code: number | undefined }> {
  prepare(arena, { name: 'surrounding', files, calls: [] }, undefined);
  mkdirSync(join(arena.work, '.leanscope'), { recursive: true });
  const application = join(arena.root, 'app.cjs');
  writeFileSync(application, 'require("node:http").createServer((q, r) => r.end("ok")).listen(0, "127.0.0.1");');
  arrange?.(arena);
  const outsideBefore = listing(arena.outside);
  const { code, screen, hung } = await shell(line, arena, application);
  const outsideTouched = [...listing(arena.outside)].some(([path, text]) => outsideBefore.get(path) !== text);
  const columns: readonly Column[] = [
    ...faultsOf({ code, screen, output: screen, hung, peakBytes: 0 }, ''),
    ...(outsideTouched || after?.(arena) === false ? (['outside'] as const) : []),
  ];
  return { columns, screen, code };
}

function shell(
  line: string,
  arena: Arena,
  application: string,
): Promise<{ readonly code: number | undefined; readonly screen: string; readonly hung: boolean }> {
  const env = { ...process.env, ...environmentOf(arena), NODE: process.execPath, CLI: cliFile, APP: application };
  const child = spawn('bash', ['-c', `L="$NODE $CLI"; ${line}`], {
    cwd: arena.work,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [screen, hung] = ['', false];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (screen += text));
  const timer = setTimeout(() => {
    hung = true;
    child.kill('SIGKILL');
  }, patienceMs);
  return new Promise((resolve) => {
    child.on('exit', (code) => {
      clearTimeout(timer);
      setTimeout(() => {
        resolve({ code: code ?? undefined, screen, hung });
      }, 100);
    });
  });
}
