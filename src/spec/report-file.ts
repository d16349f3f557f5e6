/** A Report that `leanscope run --json` wrote, here or on another machine. */
import type { Report } from '../model/report.ts';
import { badFile, parseJson, readText } from './check-file.ts';

const fix = 'Name a file that "leanscope run --json FILE" wrote.';

/** @throws FailureError badFile */
export async function readReportFile(file: string): Promise<Report> {
  const value = parseJson(file, await readText(file, fix));
  if (!isReport(value)) throw badFile(file, 'it is no Report of Leanscope, or not a whole one.', fix);
  return value;
}

/** By the parts that every Report has. */
function isReport(value: unknown): value is Report {
  const { schemaVersion, app, machine, quality, totals, functions, routes } = value as Partial<Report>;
  return (
    schemaVersion === 1 &&
    typeof app?.kind === 'string' &&
    typeof machine?.cpuModel === 'string' &&
    typeof quality?.samples === 'number' &&
    typeof totals?.cpuMsPerRequest === 'number' &&
    typeof totals.latencyMs === 'object' &&
    Array.isArray(functions) &&
    functions.every((each: unknown) => typeof each === 'object' && each !== null) &&
    Array.isArray(routes) &&
    routes.every((each: unknown) => typeof each === 'object' && each !== null)
  );
}
