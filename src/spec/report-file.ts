/** A Report that `leanscope run --json` wrote, here or on another machine. */
import { isReport } from '../model/report-shape.ts';
import type { Report } from '../model/report.ts';
import { badFile, parseJson, readText } from './check-file.ts';

const fix = 'Name a file that "leanscope run --json FILE" wrote.';

/** @throws FailureError badFile */
export async function readReportFile(file: string): Promise<Report> {
  const value = parseJson(file, await readText(file, fix));
  if (!isReport(value)) throw badFile(file, 'it is no Report of Leanscope, or not a whole one.', fix);
  return value;
}
