/** Reads leanscope.json, and refuses what is wrong in it by name, place and remedy. */
import { join, resolve } from 'node:path';
import { readTextWithin, UnreadableFile } from '../files/read-file.ts';
import type { Budgets } from '../model/budget.ts';
import { probeOfToken } from '../model/calibration.ts';
import type { FindingSettings } from '../model/finding-settings.ts';
import {
  plansOf,
  type Deployment,
  type Engineering,
  type Objective,
  type RunLimits,
  type Traffic,
} from '../model/spec.ts';
import { badFile, checked, parseJson, projectSchema } from './check-file.ts';
import { completeScenario, type LoadedScenario, type ScenarioFile } from './complete-scenario.ts';
import { readScenario, readSource } from './scenario-file.ts';

export interface Project {
  readonly command?: string | readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly port?: number;
  readonly readyTimeoutMs?: number;
  readonly scenario?: LoadedScenario;
  readonly traffic?: Traffic;
  readonly deployment?: Deployment;
  readonly engineering?: Engineering;
  readonly objective?: Objective;
  readonly budgets?: Budgets;
  readonly findings?: FindingSettings;
  readonly knobs?: boolean;
  readonly runs?: RunLimits;
}

/** leanscope.json as its schema admits it. */
interface ProjectFile {
  readonly app?: {
    readonly command?: string | readonly string[];
    readonly cwd?: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly ready?: { readonly port?: number; readonly timeoutSeconds?: number };
  };
  readonly scenario?: string | ScenarioFile;
  readonly traffic?: Partial<Traffic>;
  readonly deployment?: Deployment;
  readonly engineering?: Engineering;
  readonly objective?: Objective;
  readonly budgets?: Budgets;
  readonly findings?: FindingSettings;
  readonly knobs?: boolean;
  readonly runs?: RunLimits;
}

/** People write it; its scenario may have come from a recording. */
const mostBytes = 64 * 1024 * 1024;

/** An empty Project where there is no leanscope.json. */
export async function readProject(folder: string): Promise<Project> {
  const file = join(folder, 'leanscope.json');
  const text = await readTextWithin(file, { mostBytes }).catch((error: unknown) => {
    if (!(error instanceof UnreadableFile)) throw error;
    if (error.code === 'ENOENT') return undefined;
    throw badFile(file, `${error.message}.`, 'Make it readable.');
  });
  if (text === undefined) return {};
  const {
    app = {},
    scenario,
    traffic,
    deployment,
    engineering,
    budgets,
    findings,
    knobs,
    objective,
    runs,
  } = checked(file, parseJson(file, text), projectSchema) as ProjectFile;
  refuseBrokenToken(file, deployment);
  const loaded =
    typeof scenario === 'string'
      ? await readScenario(resolve(folder, scenario), folder)
      : scenario && (await completeScenario(scenario, { file, root: folder, readSource }));
  const rate = traffic?.averageRequestsPerSecond;
  return {
    ...(app.command === undefined ? {} : { command: app.command }),
    ...(app.cwd === undefined ? {} : { cwd: app.cwd }),
    ...(app.env === undefined ? {} : { env: app.env }),
    ...(app.ready?.port === undefined ? {} : { port: app.ready.port }),
    ...(app.ready?.timeoutSeconds === undefined ? {} : { readyTimeoutMs: app.ready.timeoutSeconds * 1000 }),
    ...(loaded === undefined ? {} : { scenario: loaded }),
    ...plansOf({
      traffic: rate === undefined ? undefined : { ...traffic, averageRequestsPerSecond: rate },
      deployment,
      engineering,
    }),
    ...(objective === undefined ? {} : { objective }),
    ...(budgets === undefined ? {} : { budgets }),
    ...(findings === undefined ? {} : { findings }),
    ...(knobs === undefined ? {} : { knobs }),
    ...(runs === undefined ? {} : { runs }),
  };
}

function refuseBrokenToken(file: string, deployment: Deployment | undefined): void {
  if (deployment?.calibration === undefined || probeOfToken(deployment.calibration) !== undefined) return;
  throw badFile(
    file,
    'deployment.calibration is not a whole token, or was made by another version of the probe.',
    'Copy the whole line that "leanscope calibrate" printed on the server.',
  );
}
