/** Scripts in an `.http` file, as JetBrains' editors have them: what they keep of an answer is understood, the rest is not run. */
import type { CaptureRule } from '../../model/scenario.ts';

export interface WithoutScripts {
  readonly text: string;
  readonly captures: Readonly<Record<string, CaptureRule>>;
  /** There is one that should be run before the request. */
  readonly before: boolean;
}

/** `client.global.set("token", response.body.access.token)` is understood. */
export function takeScripts(text: string): WithoutScripts {
  const captures = new Map<string, CaptureRule>();
  const rest: string[] = [];
  let before = false;
  let end = 0;
  for (const { 0: opening, 1: mark, index } of text.matchAll(/^([<>])\s*\{%/gm)) {
    if (index < end) continue;
    const close = text.indexOf('%}', index + opening.length);
    if (close < 0) break;
    if (mark === '<') before = true;
    else for (const [name, rule] of scriptCaptures(text.slice(index + opening.length, close))) captures.set(name, rule);
    rest.push(text.slice(end, index));
    end = close + '%}'.length;
  }
  rest.push(text.slice(end));
  // `>> file`, `> script.js` and `<> earlier-answer` say what to do with an answer, not what to send.
  const withoutAnswers = rest
    .join('')
    .replace(/^(?:>>!?[ \t]+\S.*|<>[ \t]+\S.*|>[ \t]+\S+\.(?:js|mjs|cjs|ts)[ \t]*)$/gm, '');
  return { text: withoutAnswers, captures: Object.fromEntries(captures), before };
}

function scriptCaptures(script: string): readonly (readonly [string, CaptureRule])[] {
  const calls =
    /client\.global\.set\(\s*["']([^"']+)["']\s*,\s*(?:response\.body((?:\.[\w$]+|\[\d+\]|\[["'][^"']+["']\])+)|response\.headers\.valueOf\(\s*["']([^"']+)["']\s*\))/g;
  return [...script.matchAll(calls)].map(([, name = '', path, header]) => [
    name,
    path === undefined ? { header: header ?? '' } : { json: `$${path}` },
  ]);
}
