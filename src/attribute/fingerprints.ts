/** Functions of the app with the fingerprint of their text, where the text that ran is known. */
import { fingerprintOf } from '../model/fingerprint.ts';
import type { ReportFunction } from '../model/report-code.ts';

export function withFingerprints<T extends Pick<ReportFunction, 'file' | 'line' | 'endLine' | 'origin'>>(
  functions: readonly T[],
  sources: ReadonlyMap<string, string>,
): readonly (T & Pick<ReportFunction, 'fingerprint'>)[] {
  const lines = new Map<string, readonly string[]>();
  return functions.map((fn) => {
    const text = fn.origin === 'app' ? sources.get(fn.file) : undefined;
    if (text === undefined || fn.line === undefined || fn.endLine === undefined) return fn;
    const known = lines.get(fn.file) ?? text.split(/\r\n|\r|\n/);
    lines.set(fn.file, known);
    const fingerprint = fingerprintOf((line) => known[line - 1], fn.line, fn.endLine);
    return fingerprint === undefined ? fn : { ...fn, fingerprint };
  });
}
