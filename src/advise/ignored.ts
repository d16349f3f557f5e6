/**
 * Findings that somebody has looked at and means to leave: `// leanscope-ignore rule-id: reason` on the line or the one above it, or an
 * entry of leanscope.json. A comment without a reason ignores nothing: later readers want to know.
 */
import type { IgnoredFindings } from '../model/finding-settings.ts';
import type { Priced } from '../model/priced.ts';
import type { Found } from './rule.ts';

export function ignoredIn({ sources, findings }: Priced, found: Found): boolean {
  return ignoredByComment(sources, found) || (findings?.ignore ?? []).some((each) => fits(each, found));
}

function ignoredByComment(sources: Priced['sources'], { rule, file, line }: Found): boolean {
  if (file === undefined || line === undefined) return false;
  const text = sources?.get(file);
  if (text === undefined) return false;
  const lines = text.split('\n');
  return [lines[line - 1], lines[line - 2]].some((each) => {
    const comment = /(?:\/\/|\/\*)\s*leanscope-ignore\s+([\w-]+|\*)\s*:\s*\S/.exec(each ?? '');
    return comment !== null && (comment[1] === rule || comment[1] === '*');
  });
}

function fits({ rule, file, function: name, route }: IgnoredFindings, found: Found): boolean {
  return (
    (rule === '*' || rule === found.rule) &&
    (file === undefined || isIn(found.file, file)) &&
    (name === undefined || name === found.function) &&
    (route === undefined || route === found.route)
  );
}

/** `at` is a file, or a folder with a slash at its end. */
function isIn(file: string | undefined, at: string): boolean {
  return file !== undefined && (at.endsWith('/') ? file.startsWith(at) : file === at);
}
