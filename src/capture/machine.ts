/** Where and what was measured. */
import { execFile } from 'node:child_process';
import { arch, cpus, platform, totalmem } from 'node:os';
import process from 'node:process';
import type { Machine, RecordedApp } from '../model/recording.ts';
import type { Spec } from '../model/spec.ts';

/** `speed` is what the user knows of it from earlier; measuring it is no part of measuring an application. */
export function describeMachine(speed: Pick<Machine, 'probe' | 'server'> = {}): Machine {
  const processors = cpus();
  return {
    cpuModel: processors[0]?.model.trim() ?? 'unknown',
    logicalCpus: processors.length,
    memoryBytes: totalmem(),
    platform: platform(),
    arch: arch(),
    toolNodeVersion: process.versions.node,
    ...speed,
  };
}

export async function describeApp(
  { kind, unit, command, commandSource, cwd, workspaceRoot }: Spec,
  nodeVersion: string,
): Promise<RecordedApp> {
  const commit = await git(cwd, ['rev-parse', 'HEAD']);
  const status = commit === undefined ? undefined : await git(cwd, ['status', '--porcelain', '--untracked-files=no']);
  return {
    kind,
    ...(unit === undefined ? {} : { unit }),
    command,
    commandSource,
    cwd,
    workspaceRoot,
    nodeVersion,
    ...(commit === undefined ? {} : { commit }),
    ...(status === undefined ? {} : { dirty: status !== '' }),
  };
}

/** Undefined where there is no git, or no repository. */
function git(cwd: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile('git', args, { cwd, timeout: 5000 }, (error, stdout) => {
      resolve(error === null ? stdout.trim() : undefined);
    });
  });
}
