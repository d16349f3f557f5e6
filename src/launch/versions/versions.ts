/**
 * In: the names of two versions. Out: two folders in which they can be started, each with its packages, its settings and its build. Both
 * are copies: what the user goes on editing changes nothing, and neither is at an advantage.
 */
import { rm } from 'node:fs/promises';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FailureError } from '../../model/failure.ts';
import type { OnProgress } from '../../model/progress.ts';
import type { Side, Version } from '../../model/version-comparison.ts';
import { startGuard } from '../start-guard.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { bringChanges, checkOut } from './checkout.ts';
import { buildOf, hasModules, needsOf, type Needs } from './dependencies.ts';
import { bringIncluded } from './included-files.ts';
import { applicationIn, findRevision, openRepository, type Repository, type Revision } from './revision.ts';
import { shareModules } from './shared-modules.ts';
import { doStep, stepMark, type StepOptions } from './step.ts';

export interface VersionsWish {
  readonly cwd: string;
  readonly base: string;
  /** Absent for the working tree as it is. */
  readonly head?: string;
  /** A line for the shell, in place of installing and building. */
  readonly setup?: string;
}

export interface VersionsOptions {
  readonly guardFile: string;
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
}

export interface ReadyVersion {
  readonly version: Version;
  /** The application's folder. */
  readonly cwd: string;
}

export interface Versions {
  readonly base: ReadyVersion;
  readonly head: ReadyVersion;
  /** Packages of the two differ: that is part of what is measured. */
  readonly lockDiffers: boolean;
  close(): Promise<void>;
}

const workingTree = 'the working tree';

/** @throws FailureError badCall, cannotPrepare */
export async function openVersions(wish: VersionsWish, options: VersionsOptions): Promise<Versions> {
  const repository = await openRepository(wish.cwd);
  const base = await findRevision(repository, wish.base);
  const head = await findRevision(repository, wish.head ?? 'HEAD');
  const folder = await makeTemporaryFolder();
  const mark = stepMark();
  const guard = startGuard(options.guardFile, { mark, folder });
  const close = async (): Promise<void> => {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    guard.dismiss();
  };
  try {
    const lay = (side: Side, revision: Revision, isTree: boolean): Promise<Laid> =>
      layOut(repository, { side, revision, isTree, folder: join(folder, side) }, wish);
    const laid = [await lay('base', base, false), await lay('head', head, wish.head === undefined)] as const;
    const step = { mark, signal: options.signal };
    const ready = [];
    for (const each of laid)
      ready.push(await makeReady(repository, each, { wish, step, onProgress: options.onProgress }));
    const [first, second] = ready as [ReadyVersion, ReadyVersion];
    return { base: first, head: second, lockDiffers: laid[0].needs.text !== laid[1].needs.text, close };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Laying {
  readonly side: Side;
  readonly revision: Revision;
  readonly isTree: boolean;
  readonly folder: string;
}

interface Laid extends Laying {
  readonly needs: Needs;
  readonly changes: number;
  readonly included: readonly string[];
}

async function layOut(repository: Repository, laying: Laying, { cwd }: VersionsWish): Promise<Laid> {
  const { folder, revision, isTree } = laying;
  await mkdir(folder, { recursive: true });
  await checkOut(repository, revision, folder);
  const changes = isTree ? await bringChanges(repository, folder) : 0;
  const included = await bringIncluded(repository.top, folder);
  const app = applicationIn(repository, folder);
  if ((await stat(app).catch(() => undefined))?.isDirectory() !== true)
    throw new FailureError({
      kind: 'badCall',
      problem: `${revision.name} has no folder ${repository.prefix}.`,
      fix: `${cwd} is there in one version only: name a folder of both with --cwd.`,
    });
  return { ...laying, needs: await needsOf(folder, repository.prefix), changes, included };
}

interface Readying {
  readonly wish: VersionsWish;
  readonly step: Pick<StepOptions, 'mark' | 'signal'>;
  readonly onProgress: OnProgress;
}

async function makeReady(
  repository: Repository,
  { side, revision, isTree, folder, needs, changes, included }: Laid,
  { wish: { setup }, step, onProgress }: Readying,
): Promise<ReadyVersion> {
  const name = isTree ? workingTree : revision.name;
  const cwd = applicationIn(repository, folder);
  const say = (detail: string): void => {
    onProgress({ kind: 'phase', phase: 'versions', detail: `${name}: ${detail}` });
  };
  const packages = await bringPackages(repository, { folder, needs }, async (install) => {
    if (setup !== undefined) return;
    say(install.join(' '));
    await doStep({ step: 'install', command: install }, { ...step, cwd: join(folder, needs.place), version: name });
  });
  if (setup !== undefined) {
    say(setup);
    await doStep({ step: 'setup', command: setup }, { ...step, cwd, version: name });
  } else if (await buildOf(folder, repository.prefix)) {
    say('npm run build');
    await doStep({ step: 'build', command: ['npm', 'run', 'build'] }, { ...step, cwd, version: name });
  }
  const { commit, subject } = revision;
  const version = { side, name, commit, subject, packages, included, ...(isTree ? { changedFiles: changes } : {}) };
  return { version, cwd };
}

async function bringPackages(
  { top, prefix }: Repository,
  { folder, needs }: Pick<Laid, 'folder' | 'needs'>,
  install: (command: readonly string[]) => Promise<void>,
): Promise<Version['packages']> {
  if (needs.text === '') return 'none';
  const ours = await needsOf(top, prefix);
  const isSame = ours.place === needs.place && ours.text === needs.text;
  if (isSame && (await hasModules(top, needs))) {
    await shareModules(top, folder);
    return 'shared';
  }
  await install(needs.install);
  return 'installed';
}
