/** What is kept of earlier runs and of the user: runs, speeds, prices; and load evidence that is read beside a run. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tokenOf, type ServerProbe } from '../../src/model/calibration.ts';
import { concludeWithSource } from '../../src/run.ts';
import { drawStacks } from '../profile-drawing.ts';
import { recordingWith } from '../recording-with.ts';
import { storeRun } from '../store-run.ts';
import type { Call, Form } from './form.ts';
import { loadEvidence } from './profile-forms.ts';

/** Its own has a random end. */
const runId = '20240229-120000-abcd';
const runFolder = `work/.leanscope/runs/${runId}`;

const stacks = drawStacks(`
  main            main            main            main
  handle          handle          handle          (gc)
  render@4        render@5        parse:`);

const readers: readonly Call[] = [
  { args: ['report', 'last'] },
  { args: ['report', 'last', '--format', 'md'] },
  { args: ['report', 'last', '--format', 'json', '--out', 'out.json'], writesJson: 'out.json' },
  { args: ['report', 'last', '--format', 'sarif', '--out', 'out.json'], writesJson: 'out.json' },
  { args: ['report', 'last', '--format', 'speedscope', '--out', 'out.json'], writesJson: 'out.json' },
  { args: ['report', 'last', '--format', 'cpuprofile', '--out', 'out.json'], writesJson: 'out.json' },
  { args: ['report', 'last', '--format', 'pprof', '--out', 'out.pb.gz'] },
  { args: ['price', 'last'] },
  { args: ['price', 'last', '--traffic', 'average=200,growth=4%', '--deployment', 'aws/m7i.large@us-east-1'] },
  { args: ['compare', 'last', 'last'] },
  { args: ['runs'] },
];

const probe: ServerProbe = {
  probeVersion: 1,
  takenAt: '2026-01-01T00:00:00.000Z',
  nodeVersion: 'v24.0.0',
  cpuModel: 'test',
  arch: 'x64',
  logicalCpus: 2,
  seconds: 10,
  perCpuSecond: [100, 200, 300, 400, 500, 600],
  noise: 0.02,
  disturbedShare: 0.01,
  instance: 'aws/m7i.large',
};
const token = tokenOf(probe);

const prices = [
  {
    provider: 'aws',
    source: 'list',
    url: 'https://example.com/prices.json',
    asOf: '2026-01-01',
    usdPerHour: { 'us-east-1': { 'm7i.large': 0.1, 't4g.nano': 0.004 } },
    spotUsdPerHour: { 'us-east-1': { 'm7i.large': 0.05 } },
  },
];

/** What a run leaves on disk, by path in the arena. */
async function storedRun(): Promise<Readonly<Record<string, Uint8Array>>> {
  const root = await mkdtemp(join(tmpdir(), 'leanscope-siege-run-'));
  try {
    const recording = recordingWith({ stacks: [stacks] });
    const { report, excerpts } = concludeWithSource(recording);
    const { id } = await storeRun(root, recording, report, excerpts);
    const folder = join(root, '.leanscope', 'runs', id);
    const names = await readdir(folder);
    const entries = await Promise.all(
      names.map(async (name) => [`${runFolder}/${name}`, await readFile(join(folder, name))] as const),
    );
    return Object.fromEntries(entries);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

export async function storedForms(): Promise<readonly Form[]> {
  const run = await storedRun();
  const ofRun = Object.keys(run).map((victim): Form => ({
    name: `stored ${victim.slice(runFolder.length + 1)}`,
    files: run,
    victim,
    calls: readers,
  }));
  const evidence = Object.keys(loadEvidence).map((victim): Form => {
    const file = victim.slice('work/'.length);
    return {
      name: file.replace('.json', ' summary'),
      files: { ...run, ...loadEvidence },
      victim,
      calls: [
        { args: ['report', 'last', '--load-evidence', file] },
        { args: ['report', 'last', '--load-evidence', file, '--format', 'md'] },
      ],
    };
  });
  const speed = { probes: [probe], token };
  return [
    ...ofRun,
    ...evidence,
    {
      name: 'prices.json',
      files: { ...run, 'home/prices.json': JSON.stringify(prices) },
      victim: 'home/prices.json',
      calls: [{ args: ['prices'] }, { args: ['price', 'last'] }],
    },
    {
      name: 'machine-speed.json',
      files: { ...run, 'home/machine-speed.json': JSON.stringify(speed) },
      victim: 'home/machine-speed.json',
      calls: [{ args: ['price', 'last'] }, { args: ['calibrate', '--token', token] }],
    },
    tokenForm(),
    flagForm(run),
  ];
}

/** A token that has the right checksum and the wrong content, as only somebody makes it who wants to. */
function tokenForm(): Form {
  return { name: 'calibration token', files: {}, calls: [{ args: ['calibrate', '--token', token] }] };
}

/** Calls whose arguments are made bad. None starts an application that is there, names a process, or asks the network. */
function flagForm(run: Form['files']): Form {
  const calls: readonly Call[] = [
    ...readers,
    { args: ['price', 'last', '--what-if', 'render=2x', '--engineering', 'usd-per-hour=90,hours=4'] },
    { args: ['price', 'last', '--campaign', 'sale=3x2d', '--requests-per-second', '50'] },
    {
      args: ['scenario', 'export', '--to', 'k6', '--url', 'http://localhost:3000', '--duration-seconds', '10'],
      data: true,
    },
    {
      args: ['run', '--port', '3000', '--budget-seconds', '5', '--limits', 'rate=50,connections=4', '--', './missing'],
    },
    { args: ['run', '--url', 'http://localhost:3000', '--findings', 'limit=5,threshold=2%', '--', './missing'] },
    { args: ['run', '--seconds', '2', '--per', 'jobs:done', '--engine', 'auto', '--', './missing'] },
    { args: ['run', '--script', '--allow-host', 'example.com', '--json', 'out.json', '--', './missing'] },
    { args: ['annotate', 'a.cpuprofile', '--cwd', '.'] },
    { args: ['calibrate', '--as', 'aws/m7i.large', '--token', token] },
    { args: ['runs', '--cwd', '.'] },
    { args: ['help'] },
  ];
  return { name: 'flags', files: run, calls };
}
