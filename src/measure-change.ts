/** Two versions of the code in one measurement, round after round until it is decided. The only place that knows the order of its stages. */
import {
  measureRound,
  type MeasuredRound,
  type MeasuredStart,
  type SideBySideOptions,
} from './capture/side-by-side.ts';
import type { Startable } from './capture/one-start.ts';
import { compareAnswers } from './compare/versions/answers.ts';
import { compareVersions, type Judged } from './compare/versions/compare-versions.ts';
import { looks } from './compare/versions/looks.ts';
import { secondsMore } from './compare/versions/seconds-more.ts';
import type { AnyStart } from './compare/versions/start-figures.ts';
import { instanceOf } from './launch/instance.ts';
import { launch } from './launch/launch.ts';
import { changedLines } from './launch/versions/changed-lines.ts';
import { openVersions, type ReadyVersion, type Versions, type VersionsWish } from './launch/versions/versions.ts';
import { load } from './load/load.ts';
import { recordingWithoutSecrets } from './model/recording-without-secrets.ts';
import { requestKey } from './model/request-key.ts';
import type { Spec } from './model/spec.ts';
import type { Programs } from './model/target.ts';
import type { AnswersChange, FunctionChange, VersionComparison } from './model/version-comparison.ts';
import { shownCommand } from './model/without-secrets.ts';
import { conclude } from './run.ts';

export interface ChangeWish extends VersionsWish {
  /** Of a version in its folder; `like` is head's, whose load both get. */
  readonly specIn: (version: ReadyVersion, like?: Spec) => Promise<Spec>;
  /** A difference that is smaller counts as none, as a share. */
  readonly least: number;
  /** For all rounds together; the last one is finished. */
  readonly mostSeconds: number;
}

export interface ChangeOptions extends Omit<SideBySideOptions, 'programs'> {
  readonly programs: Programs;
}

/** Functions are told apart in so many rounds; after them only the whole is measured on. */
const sampledRounds = 4;

/** @throws FailureError badCall, cannotPrepare, versionFailed */
export async function measureChange(wish: ChangeWish, options: ChangeOptions): Promise<VersionComparison> {
  const { programs, signal, onProgress } = options;
  const startedAt = new Date().toISOString();
  const begunMs = performance.now();
  const versions = await openVersions(wish, { guardFile: programs.guardFile, onProgress, signal });
  try {
    const head = startable(versions.head, await wish.specIn(versions.head), options);
    const base = startable(versions.base, await wish.specIn(versions.base, head.spec), options);
    const ended = await takeRounds({ base, head }, wish, options);
    const { nodeVersion, cpuModel } = ended;
    const described = {
      versionComparisonVersion: 1 as const,
      ...{ tool: options.tool, startedAt, nodeVersion, cpuModel, least: wish.least },
      command: shownCommand(head.spec.command).join(' '),
      seconds: Math.round((performance.now() - begunMs) / 1000),
    };
    const functions = await withHunks(ended.judged.functions, versions);
    return { ...described, ...versionsOf(versions), ...ended.judged, functions, ...ended.rest };
  } finally {
    await versions.close();
  }
}

function versionsOf({ base, head, lockDiffers }: Versions): Pick<VersionComparison, 'base' | 'head' | 'lockDiffers'> {
  return { base: base.version, head: head.version, lockDiffers };
}

/** The changed lines beside those that differ: where the cause most often is. */
async function withHunks(
  functions: readonly FunctionChange[],
  { base, head }: Versions,
): Promise<readonly FunctionChange[]> {
  return Promise.all(
    functions.map(async (fn) => {
      const { verdict, origin, file, line, endLine = line } = fn;
      if ((verdict !== 'better' && verdict !== 'worse') || origin !== 'app' || line === undefined) return fn;
      const hunks = await changedLines(base.cwd, head.cwd, file);
      const own = hunks.filter(({ first, last }) => first <= (endLine ?? line) && last >= line);
      return own.length === 0 ? fn : { ...fn, hunks: own.map(({ text }) => text).join('\n') };
    }),
  );
}

interface Ended {
  readonly judged: Judged;
  readonly rest: Pick<VersionComparison, 'answers' | 'onlyIn' | 'secondsMore' | 'usdPerMonth' | 'warnings'>;
  readonly nodeVersion: string;
  readonly cpuModel: string;
}

async function takeRounds(
  versions: Readonly<Record<'base' | 'head', Startable>>,
  { least, mostSeconds }: ChangeWish,
  options: ChangeOptions,
): Promise<Ended> {
  const starts: AnyStart[] = [];
  let answers: AnswersChange | undefined;
  let first: MeasuredRound | undefined;
  let judged: Judged | undefined;
  const begunMs = performance.now();
  const passed = (): number => (performance.now() - begunMs) / 1000;
  const most = looks.at(-1) ?? 0;
  let roundSeconds = 0;
  for (let round = 1; round <= most; round++) {
    const before = passed();
    options.onProgress({ kind: 'phase', phase: 'comparing', detail: roundWords(round, judged) });
    const wish = {
      sampled: round <= sampledRounds,
      answers: round === 1,
      ...(first?.only === undefined ? {} : { only: first.only }),
    };
    const measured = await measureRound(versions, wish, options);
    first ??= measured;
    answers ??= compareAnswers(
      measured.starts.map((start) => ({
        ...start,
        requests: start.requests.map((each) => ({ ...each, key: requestKey(each) })),
      })),
    );
    starts.push(...measured.starts.map((start) => toStart(start, round)));
    roundSeconds = passed() - before;
    options.onProgress({ kind: 'progress', fraction: Math.min(1, passed() / mostSeconds) });
    const isLast = passed() + roundSeconds > mostSeconds || round === most;
    if (!looks.includes(round) && !(isLast && round > 1)) continue;
    judged = compareVersions(starts, answers, least);
    if (judged.verdict !== 'undecided' || isLast) break;
  }
  if (first === undefined || judged === undefined || answers === undefined) throw new Error('no round was measured');
  const [report] = starts.flatMap((start) => start.report ?? []);
  const more = secondsMore(judged, { roundSeconds, least });
  const usdPerMonth = monthly(judged, report?.totals.usdPerMonth);
  return {
    judged,
    nodeVersion: report?.app.nodeVersion ?? '',
    cpuModel: report?.machine.cpuModel ?? '',
    rest: {
      answers,
      onlyIn: first.onlyIn,
      ...(more === undefined ? {} : { secondsMore: more }),
      ...(usdPerMonth === undefined ? {} : { usdPerMonth }),
      warnings: [],
    },
  };
}

function roundWords(round: number, judged: Judged | undefined): string {
  const ratio = judged?.figures.cpuMs.ratio;
  if (ratio === undefined) return `round ${round}`;
  const percent = (value: number): string => `${value < 1 ? '−' : '+'}${Math.abs((value - 1) * 100).toFixed(1)} %`;
  return `round ${round} (CPU so far ${percent(ratio.value)}, ${percent(ratio.low)} to ${percent(ratio.high)})`;
}

function toStart({ side, mixCpuMs, aloneCpuMs, recording }: MeasuredStart, round: number): AnyStart {
  const loaded = { side, round, mixCpuMs };
  return recording === undefined
    ? loaded
    : { ...loaded, aloneCpuMs, report: conclude(recordingWithoutSecrets(recording)) };
}

/** Compute goes with CPU. */
function monthly({ figures: { cpuMs } }: Judged, baseUsd: number | undefined): number | undefined {
  const { ratio, verdict } = cpuMs;
  return baseUsd === undefined || ratio === undefined || verdict === 'undecided'
    ? undefined
    : baseUsd * (ratio.value - 1);
}

function startable(version: ReadyVersion, spec: Spec, { programs, signal }: ChangeOptions): Startable {
  return {
    ...{ name: version.version.name, spec },
    start: async () => {
      const target = await launch(instanceOf(spec, undefined), { ...programs, signal });
      return {
        target,
        workload: (onlyRequests) =>
          load({ ...spec, ...(onlyRequests === undefined ? {} : { onlyRequests }) }, target, programs.generatorFile),
      };
    },
  };
}
