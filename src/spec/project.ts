/** Reads leanscope.json and scenario files, and refuses what is wrong in them by name, place and remedy. */
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import schema from '../../media/leanscope.schema.json' with { type: 'json' };
import { probeOfToken } from '../model/calibration.ts';
import type { Budgets } from '../model/budget.ts';
import { FailureError } from '../model/failure.ts';
import type { Deployment, Scenario, Traffic } from '../model/spec.ts';

export interface Project {
  readonly command?: string | readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly port?: number;
  readonly readyTimeoutMs?: number;
  readonly scenario?: Scenario;
  readonly traffic?: Traffic;
  readonly deployment?: Deployment;
  readonly budgets?: Budgets;
}

/** leanscope.json as its schema admits it. */
interface ProjectFile {
  readonly app?: {
    readonly command?: string | readonly string[];
    readonly cwd?: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly ready?: { readonly port?: number; readonly timeoutSeconds?: number };
  };
  readonly scenario?: string | Scenario;
  readonly traffic?: { readonly averageRequestsPerSecond?: number };
  readonly deployment?: Deployment;
  readonly budgets?: Budgets;
}

/** An empty Project where there is no leanscope.json. */
export async function readProject(folder: string): Promise<Project> {
  const file = join(folder, 'leanscope.json');
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw badFile(file, message, 'Make it readable.');
  });
  if (text === undefined) return {};
  const { app = {}, scenario, traffic, deployment, budgets } = check(file, text, schema.$id) as ProjectFile;
  refuseBrokenToken(file, deployment);
  const loaded = typeof scenario === 'string' ? await readScenario(resolve(dirname(file), scenario)) : scenario;
  const rate = traffic?.averageRequestsPerSecond;
  return {
    ...(app.command === undefined ? {} : { command: app.command }),
    ...(app.cwd === undefined ? {} : { cwd: app.cwd }),
    ...(app.env === undefined ? {} : { env: app.env }),
    ...(app.ready?.port === undefined ? {} : { port: app.ready.port }),
    ...(app.ready?.timeoutSeconds === undefined ? {} : { readyTimeoutMs: app.ready.timeoutSeconds * 1000 }),
    ...(loaded === undefined ? {} : { scenario: loaded }),
    ...(rate === undefined ? {} : { traffic: { averageRequestsPerSecond: rate } }),
    ...(deployment === undefined ? {} : { deployment }),
    ...(budgets === undefined ? {} : { budgets }),
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

/** @throws FailureError badFile */
export async function readScenario(file: string): Promise<Scenario> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const { code, message } = error as NodeJS.ErrnoException;
    throw badFile(
      file,
      code === 'ENOENT' ? 'there is no such file.' : `${message}.`,
      'Name an existing scenario file with --scenario.',
    );
  });
  return check(file, text, `${schema.$id}#/definitions/scenario`) as Scenario;
}

/** The file's content, which fits the schema: the caller may take it for the schema's type. */
function check(file: string, text: string, schemaId: string): unknown {
  const value = parseJson(file, text);
  const validate = validatorOf(schemaId);
  if (validate(value)) return value;
  const [error] = validate.errors ?? [];
  throw badFile(
    file,
    error === undefined ? 'it does not fit its schema.' : sentence(error),
    'Correct it; the editor shows what is allowed while you type.',
  );
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw badFile(
      file,
      `it is not JSON (${error instanceof Error ? error.message : String(error)}).`,
      'Correct the syntax; comments and trailing commas are not JSON.',
    );
  }
}

function validatorOf(schemaId: string): ValidateFunction {
  const ajv = new Ajv({ strict: false, schemas: [schema] });
  const validate = ajv.getSchema(schemaId);
  if (validate === undefined) throw new Error(`the schema ${schemaId} is missing`);
  return validate;
}

function sentence({ instancePath, message, params }: ErrorObject): string {
  const place = instancePath === '' ? 'the file' : instancePath.slice(1).replaceAll('/', '.');
  const allowed = 'allowedValues' in params ? ` (${(params['allowedValues'] as readonly unknown[]).join(', ')})` : '';
  return `${place} ${message ?? 'is wrong'}${allowed}.`;
}

function badFile(file: string, problem: string, fix: string): FailureError {
  return new FailureError({ kind: 'badFile', file, problem, fix });
}
