/** `leanscope compare --base REV`: two versions of the code in one measurement. */
import { join, resolve } from 'node:path';
import { measureChange } from '../measure-change.ts';
import { jsonText } from '../model/plain-text.ts';
import { FailureError } from '../model/failure.ts';
import type { ProgressEvent } from '../model/progress.ts';
import type { Spec } from '../model/spec.ts';
import type { VersionComparison } from '../model/version-comparison.ts';
import { renderVersions, renderVersionsMarkdown } from '../report/render-versions.ts';
import { resolveSpec } from '../spec/spec.ts';
import { checkOutputs, isStdout } from '../store/output-file.ts';
import { badCall, positiveNumber } from './arguments.ts';
import { tellParent } from './events.ts';
import { interruption } from './interruption.ts';
import { keptSpeed } from './known-speed.ts';
import { named, sendTo } from './outputs.ts';
import { programs, toolVersion } from './program-files.ts';
import { terminalProgress } from './progress.ts';
import { lookOfStdout, print, tell } from './streams.ts';

export const versionOptions = {
  base: { type: 'string' },
  head: { type: 'string' },
  setup: { type: 'string' },
  least: { type: 'string' },
  'max-seconds': { type: 'string' },
  scenario: { type: 'string' },
  quiet: { type: 'boolean' },
} as const;

export interface VersionValues {
  readonly base?: string | undefined;
  readonly head?: string | undefined;
  readonly setup?: string | undefined;
  readonly least?: string | undefined;
  readonly 'max-seconds'?: string | undefined;
  readonly scenario?: string | undefined;
  readonly quiet?: boolean | undefined;
  readonly json?: string | undefined;
  readonly md?: string | undefined;
  readonly cwd: string;
}

const usual = { leastShare: 0.03, seconds: 600 };

/** @returns 1 where head is worse, or answers differently */
export async function compareVersionsCommand(values: VersionValues, command: readonly string[]): Promise<number> {
  const { json, md, base = '', head, setup } = values;
  const cwd = resolve(values.cwd);
  const least = leastOf(values.least);
  const mostSeconds = positiveNumber('max-seconds', values['max-seconds'], 86_400) ?? usual.seconds;
  const outputs = named({ json, md });
  await checkOutputs(outputs, { root: cwd, files: [join(cwd, 'leanscope.json'), join(cwd, 'package.json')] });
  const signal = interruption();
  const text = values.quiet !== true && !(await Promise.all(outputs.map(isStdout))).includes(true);
  const scenario = values.scenario === undefined ? {} : { scenario: resolve(values.scenario) };
  const comparison = await withProgress(values.quiet === true, async (onProgress) => {
    onProgress({
      kind: 'phase',
      phase: 'versions',
      detail: `${base} and ${head ?? 'the working tree'} (their install and build scripts run on this machine)`,
    });
    return measureChange(
      {
        ...{ cwd, base, least, mostSeconds },
        ...(head === undefined ? {} : { head }),
        ...(setup === undefined ? {} : { setup }),
        specIn: async (version, like) => specIn(version.cwd, { command, ...scenario }, like),
      },
      {
        tool: { name: 'leanscope', version: toolVersion() },
        programs,
        speed: await keptSpeed(undefined),
        onProgress,
        signal,
      },
    );
  });
  if (json !== undefined) await sendTo({ flag: '--json', name: json }, `${jsonText(comparison, 1)}\n`);
  if (md !== undefined) await sendTo({ flag: '--md', name: md }, renderVersionsMarkdown(comparison));
  if (text) print(renderVersions(comparison, lookOfStdout()));
  return exitCodeOf(comparison);
}

export function exitCodeOf({ verdict, answers }: VersionComparison): 0 | 1 {
  return verdict === 'worse' || answers.verdict === 'differs' ? 1 : 0;
}

/** Base gets the load, the plans and the prices of head; what it is started with is its own, or head's where it says nothing. */
async function specIn(
  cwd: string,
  wish: { readonly command: readonly string[]; readonly scenario?: string },
  like: Spec | undefined,
): Promise<Spec> {
  try {
    const own = await resolveSpec({ cwd, ...wish });
    if (like === undefined) return own;
    const { command, commandSource, cwd: startedIn, workspaceRoot, env } = own;
    return { ...like, command, commandSource, cwd: startedIn, workspaceRoot, env };
  } catch (error) {
    const isNothing = error instanceof FailureError && error.failure.kind === 'nothingToRun';
    if (like === undefined || !isNothing) throw error;
    return { ...like, cwd, workspaceRoot: cwd };
  }
}

function leastOf(text: string | undefined): number {
  if (text === undefined) return usual.leastShare;
  const value = Number(text.replace(/\s*%$/, ''));
  if (text.trim() === '' || !(value >= 0.1 && value <= 100))
    throw badCall(`--least wants a part from 0.1 to 100 %, not "${text}".`, 'For example: --least 5%');
  return value / 100;
}

async function withProgress(
  quiet: boolean,
  work: (onProgress: (event: ProgressEvent) => void) => Promise<VersionComparison>,
): Promise<VersionComparison> {
  const terminal = quiet ? undefined : terminalProgress();
  try {
    return await work((event) => {
      tellParent(event);
      terminal?.onProgress(event);
    });
  } catch (error) {
    if (!quiet) tell('\n');
    throw error;
  } finally {
    terminal?.end();
  }
}
