/**
 * Findings that somebody has looked at and means to leave: `// leanscope-ignore rule-id: reason` on the line or the one above it. A
 * comment without a reason ignores nothing: later readers want to know.
 */
import type { Priced } from '../model/priced.ts';
import type { Found } from './rule.ts';

export function ignoredIn({ sources }: Priced, { rule, file, line }: Found): boolean {
  if (file === undefined || line === undefined) return false;
  const text = sources?.get(file);
  if (text === undefined) return false;
  const lines = text.split('\n');
  return [lines[line - 1], lines[line - 2]].some((each) => {
    const comment = /(?:\/\/|\/\*)\s*leanscope-ignore\s+([\w-]+|\*)\s*:\s*\S/.exec(each ?? '');
    return comment !== null && (comment[1] === rule || comment[1] === '*');
  });
}
