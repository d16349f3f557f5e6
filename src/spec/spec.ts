/**
 * In: what the user typed and what the project's files say. Out: a Spec. The command line wins over leanscope.json, that over
 * launch.json, that over package.json. It starts nothing and asks the network nothing.
 */
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { FailureError } from '../model/failure.ts';
import type { FindingSettings } from '../model/finding-settings.ts';
import { plansOf, type EngineChoice, type LoadLimits, type Scenario, type Spec, type Traffic } from '../model/spec.ts';
import { findCommand, type FoundCommand } from './command.ts';
import { findSources } from './found-sources.ts';
import { readLoadEvidence } from './load-evidence.ts';
import { withinLimits, withLimits } from './limits.ts';
import { productionMode } from './production-mode.ts';
import { readProject } from './project.ts';
import { refuseMissingEnvironment } from './scenario-environment.ts';
import { readScenario } from './scenario-file.ts';

export interface Wishes {
  readonly cwd: string;
  /** What stands after `--`; empty for "what the project says". */
  readonly command: readonly string[];
  /** The name of a launch configuration in .vscode/launch.json. */
  readonly launch?: string;
  readonly pid?: number;
  readonly port?: number;
  readonly url?: string;
  readonly allowHost?: string;
  /** The summary of another load engine. */
  readonly loadEvidence?: string;
  readonly scenario?: string;
  readonly budgetSeconds?: number;
  readonly complete?: boolean;
  readonly engine?: EngineChoice;
  readonly script?: boolean;
  /** No server: left to its own work and measured for so long. */
  readonly seconds?: number;
  /** What it counts of its work. */
  readonly per?: string;
  readonly knobs?: boolean;
  readonly findings?: Pick<FindingSettings, 'limit' | 'thresholds'>;
  readonly sizes?: boolean;
  /** Beside those of the scenario: the lower one counts. */
  readonly limits?: LoadLimits;
}

const defaultBudgetSeconds = 30;
/**
 * An application may take its time to start, but not longer than the measurement may take as a whole: except that launchers alone, npx
 * say, take some seconds where the machine is busy.
 */
const readySeconds = { least: 15, most: 30, complete: 120 };

/** @throws FailureError badCall, badFile, nothingToRun */
export async function resolveSpec(wishes: Wishes): Promise<Spec> {
  const workspaceRoot = resolve(wishes.cwd);
  await refuseMissingFolder(workspaceRoot);
  const project = await readProject(workspaceRoot);
  const started =
    wishes.pid === undefined ? await findCommand(wishes, project, workspaceRoot) : running(wishes.pid, workspaceRoot);
  const { scenario: asked, found: sources } =
    (wishes.scenario === undefined ? project.scenario : await readScenario(resolve(wishes.scenario), workspaceRoot)) ??
    {};
  const scenario = withLimits(asked, wishes.limits);
  if (scenario !== undefined)
    refuseMissingEnvironment(scenario, wishes.scenario ?? join(workspaceRoot, 'leanscope.json'));
  // Where somebody wrote or named the requests, nothing else is looked for.
  const written = (scenario?.requests.length ?? 0) + (scenario?.sequences?.length ?? 0) > 0;
  const kind = wishes.script === true ? 'script' : wishes.seconds === undefined ? 'server' : 'process';
  const files = written || sources !== undefined || kind !== 'server' ? sources : await findSources(workspaceRoot);
  const port = wishes.port ?? project.port;
  // Only a server that is started for it has instances to compare.
  const wantsKnobs = kind === 'server' && wishes.pid === undefined && (wishes.knobs ?? project.knobs ?? false);
  const isStarted = kind === 'server' && wishes.pid === undefined && wishes.url === undefined;
  const mayTryMode = isStarted && project.knobs !== false && scenario?.limits?.bytes === undefined;
  const environment = { ...process.env, ...started.env };
  const mode = mayTryMode ? await productionMode(started.cwd, started.command, environment) : undefined;
  const findings = findingsOf(project.findings, wishes.findings);
  const wantedSeconds = wishes.seconds ?? wishes.budgetSeconds ?? defaultBudgetSeconds * (wantsKnobs ? 2 : 1);
  const limited = withinLimits({ budgetSeconds: wantedSeconds, knobs: wantsKnobs }, scenario?.limits);
  const { budgetSeconds, knobs } = limited;
  return {
    kind,
    ...(wishes.per === undefined ? {} : { unit: wishes.per }),
    command: started.command,
    commandSource: started.source,
    cwd: started.cwd,
    workspaceRoot,
    env: started.env,
    ...(wishes.pid === undefined ? {} : { pid: wishes.pid }),
    ...(port === undefined ? {} : { port }),
    ...(wishes.url === undefined ? {} : { url: wishes.url }),
    ...(wishes.allowHost === undefined ? {} : { allowHost: wishes.allowHost.toLowerCase() }),
    readyTimeoutMs: project.readyTimeoutMs ?? readyTimeoutMs(budgetSeconds, wishes.complete),
    ...(scenario === undefined ? {} : { scenario: arriving(scenario, project.traffic) }),
    ...(files === undefined ? {} : { found: files }),
    ...(project.objective === undefined ? {} : { objective: project.objective }),
    ...(wishes.loadEvidence === undefined ? {} : { loadEvidence: await readLoadEvidence(wishes.loadEvidence) }),
    budgetSeconds,
    ...(wishes.complete === true ? { complete: true } : {}),
    engine: wishes.engine ?? 'auto',
    ...plansOf(project),
    ...(knobs ? { knobs } : {}),
    ...(mode === undefined ? {} : { mode }),
    ...(wishes.sizes === true ? { sizes: true } : {}),
    ...(project.budgets === undefined ? {} : { budgets: project.budgets }),
    ...(findings === undefined ? {} : { findings }),
    ...(project.runs === undefined ? {} : { runs: project.runs }),
    warnings: [
      ...(started.warnings ?? []),
      ...limited.warnings,
      ...arrivalWarnings(scenario, project.traffic),
      ...(files?.warnings ?? []),
    ],
  };
}

function readyTimeoutMs(budgetSeconds: number, complete = false): number {
  if (complete) return readySeconds.complete * 1000;
  return Math.min(readySeconds.most, Math.max(readySeconds.least, budgetSeconds)) * 1000;
}

/** How it was started is the operating system's to say, later; until then it is called by its number. */
function running(pid: number, cwd: string): FoundCommand {
  return { command: ['process', String(pid)], source: 'a running process', cwd, env: {} };
}

/** Thresholds of one user stand beside those of the project. */
function findingsOf(project: FindingSettings = {}, wished: FindingSettings = {}): FindingSettings | undefined {
  const thresholds = { ...project.thresholds, ...wished.thresholds };
  const found = { ...project, ...wished, ...(Object.keys(thresholds).length === 0 ? {} : { thresholds }) };
  return Object.keys(found).length === 0 ? undefined : found;
}

async function refuseMissingFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() === true) return;
  throw new FailureError({
    kind: 'badCall',
    problem: `${folder} is not a folder.`,
    fix: 'Name the folder of the application with --cwd.',
  });
}

/** Requests that arrive on a clock of their own need a rate. */
function arriving(scenario: Scenario, traffic: Traffic | undefined): Scenario {
  const rate = scenario.rate ?? traffic?.averageRequestsPerSecond;
  return rate === undefined ? scenario : { ...scenario, rate };
}

function arrivalWarnings(scenario: Scenario | undefined, traffic: Traffic | undefined): readonly string[] {
  const { arrival = 'closed' } = scenario ?? {};
  if (scenario === undefined || arrival === 'closed' || arriving(scenario, traffic).rate !== undefined) return [];
  return [
    `The scenario asks for ${arrival} arrivals without a rate; the load was closed-loop instead (each connection waits for its answer). Add "rate" to the scenario, requests per second.`,
  ];
}
