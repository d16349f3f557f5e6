/**
 * What a fix saves: the shop and a copy with the fix take turns under the same requests, in random order, with no agent in them. The
 * share that is saved is known by pairs of neighbouring blocks.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { Agent, request as httpRequest } from 'node:http';

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly weight: number;
  readonly body?: unknown;
}

export interface Trial {
  /** Folders of the two. */
  readonly base: string;
  readonly fixed: string;
  readonly sent: readonly Sent[];
  /** What is saved: CPU, or bytes of the answers. */
  readonly of: 'cpuMs' | 'bytes';
  readonly pairs: number;
  readonly blockMs: number;
}

/** V8 compiles the copy without the fix, which has more to do, for longer: what it costs meanwhile is none of what the fix saves. */
const warmUpBlocks = 5;

type Used = Readonly<Record<Trial['of'], number>>;

/** The share saved, 0 to 1, one for each pair, smallest first. */
export async function savedBy({ base, fixed, sent, of, pairs, blockMs }: Trial): Promise<readonly number[]> {
  const apps = await Promise.all([base, fixed].map(startShop));
  try {
    for (const app of apps) await block(app, sent, warmUpBlocks * blockMs);
    const saved: number[] = [];
    for (let pair = 0; pair < pairs; pair++) {
      const first = Math.random() < 0.5 ? 0 : 1;
      const used: Used[] = [];
      for (const index of [first, 1 - first]) used[index] = await block(apps[index], sent, blockMs);
      const [before, after] = used.map((each) => each[of]);
      saved.push(1 - (after ?? NaN) / (before ?? NaN));
    }
    return saved.sort((a, b) => a - b);
  } finally {
    for (const { child } of apps) child.kill();
  }
}

interface Running {
  readonly child: ChildProcess;
  readonly port: number;
}

/** The shop as it is, with no agent: it only tells its own CPU when it is asked. */
function startShop(folder: string): Promise<Running> {
  // A bench that is killed cannot end it any more.
  const preload = `process.on('message', () => process.send(process.cpuUsage())).on('disconnect', () => process.exit());`;
  const child = fork('src/server.ts', {
    cwd: folder,
    env: { ...process.env, PORT: '0' },
    execArgv: ['--no-warnings', '--import', `data:text/javascript,${encodeURIComponent(preload)}`],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.once('exit', reject);
    child.stdout?.on('data', (text: Buffer) => {
      const port = /:(\d+)\s*$/.exec(text.toString())?.[1];
      if (port !== undefined) resolve({ child, port: Number(port) });
    });
  });
}

/** CPU and bytes per request: whole rounds of the requests, as often as each weighs, until the time is over. */
async function block(app: Running | undefined, sent: readonly Sent[], ms: number): Promise<Used> {
  if (app === undefined) throw new Error('Two applications were started.');
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const round = sent.flatMap((each) => Array.from({ length: each.weight }, () => each));
  const before = await cpuMsOf(app);
  const end = performance.now() + ms;
  let count = 0;
  let bytes = 0;
  while (performance.now() < end)
    for (const each of round) {
      bytes += await bytesOf(app.port, each, agent);
      count++;
    }
  const cpuMs = (await cpuMsOf(app)) - before;
  agent.destroy();
  return { cpuMs: cpuMs / count, bytes: bytes / count };
}

function cpuMsOf({ child }: Running): Promise<number> {
  return new Promise((resolve) => {
    child.once('message', ({ user, system }: NodeJS.CpuUsage) => {
      resolve((user + system) / 1000);
    });
    child.send('cpu');
  });
}

/** Of the answer's body, as it was sent. */
function bytesOf(port: number, { method, path, body }: Sent, agent: Agent): Promise<number> {
  const text = body === undefined ? '' : JSON.stringify(body);
  const headers = { 'accept-encoding': 'gzip', ...(text === '' ? {} : { 'content-type': 'application/json' }) };
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ port, host: '127.0.0.1', method, path, agent, headers }, (answer) => {
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => (bytes += chunk.length));
      answer.on('end', () => {
        resolve(bytes);
      });
    });
    sent.on('error', reject);
    sent.end(text);
  });
}
