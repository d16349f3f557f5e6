/**
 * What of a Recording no Report is made of, or no truth rests on. In: a Recording. Out: the same without it, so that it is small.
 *
 * - Texts of scripts that are not the application's own and have no source map: the agent's, those of packages and of npm, the largest part
 *   of most small Recordings. Nothing is read in them but where lines end. They become blanks in lines of the same length, so that functions
 *   end where they did.
 * - What the application's own texts say, in a comment, of where they come from: source maps that stand inline, and names that a loader
 *   gave. Capture and V8 have read them. They become blanks too, because places behind them must stay where they are.
 *
 * The Report of both is the same, byte for byte, and that is checked each time. Of one thing it is another:
 *
 * - A package's script with more than a million characters, or with a source map of more than 100,000, is left out. Its functions are told
 *   without an end then, at the lines of the file that ran; the application's own, its routes and its findings are the same, which is checked
 *   too.
 */
import assert from 'node:assert/strict';
import type { RecordedScript } from '../../src/model/recorded-samples.ts';
import type { Recording } from '../../src/model/recording.ts';
import { pathOfUrl } from '../../src/model/source-path.ts';
import { conclude } from '../../src/run.ts';

const longestTextOfPackage = 1_000_000;
const longestMapOfPackage = 100_000;

/** @throws AssertionError where the Report is another one without what is dropped */
export function slim(recording: Recording): Recording {
  const isOwn = ownIn(recording);
  const slimmed = withScripts(recording, (script) => {
    if (isOwn(script)) return withoutComments(script);
    return script.sourceMap === undefined ? withoutText(script) : script;
  });
  const before = conclude(recording);
  assert.equal(JSON.stringify(conclude(slimmed)), JSON.stringify(before), 'what was dropped changed the Report');
  const isLong = ({ text, sourceMap = '' }: RecordedScript): boolean =>
    text.length > longestTextOfPackage || sourceMap.length > longestMapOfPackage;
  const small = { ...slimmed, scripts: slimmed.scripts.filter((script) => isOwn(script) || !isLong(script)) };
  assert.deepEqual(ofApplication(small), ofApplication(slimmed), 'scripts of packages changed the application’s part');
  return small;
}

function ownIn({ agentFile }: Recording): (script: RecordedScript) => boolean {
  const agent = pathOfUrl(agentFile);
  return ({ url }) => !url.includes('/node_modules/') && pathOfUrl(url) !== agent;
}

function withScripts(recording: Recording, change: (script: RecordedScript) => RecordedScript): Recording {
  return { ...recording, scripts: recording.scripts.map(change) };
}

const blanksFor = (text: string): string => text.replace(/./g, ' ');

function withoutText(script: RecordedScript): RecordedScript {
  return { ...script, text: blanksFor(script.text) };
}

function withoutComments(script: RecordedScript): RecordedScript {
  // On lines of their own: a bundle that evaluates its modules has such comments in the middle of its strings.
  const comments = /(?<=^\/\/# (?:sourceMappingURL=data:|sourceURL=))\S+\s*$/gm;
  return { ...script, text: script.text.replace(comments, blanksFor) };
}

function ofApplication(recording: Recording): unknown {
  const { totals, ledger, routes, functions, advice } = conclude(recording);
  return {
    ...{ totals, ledger, routes },
    functions: functions.filter(({ origin }) => origin === 'app'),
    advice: advice.map(({ rule, file, line, route, saving }) => ({ rule, file, line, route, saving })),
  };
}
