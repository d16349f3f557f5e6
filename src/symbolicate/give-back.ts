/**
 * When V8 inlines a function, its samples bear the name of the function that it was inlined in, and still the line where they were
 * taken. Where both are of one file, the line tells whose they are. In: a Profile. Out: which ticks are another function's,
 * and which can be of no function of their file: those most likely were inlined from another file.
 */
import type { PlacedProfile, PlacedTicks } from '../model/opened-profile.ts';
import type { Profile, ProfiledFunction } from '../model/profile.ts';
import { lineTable } from './line-table.ts';
import { functionsOf } from './source-functions.ts';

type Given = Pick<PlacedProfile, 'lineTicks' | 'foreign'>;

export function giveBack({ functions, cpu, sources }: Profile): Given {
  const files = new Map<string, FileFunctions>();
  const fileOf = (file: string): FileFunctions | undefined => {
    const text = sources.get(file);
    if (text === undefined) return undefined;
    const known = files.get(file) ?? functionsIn(text, file, functions);
    files.set(file, known);
    return known;
  };
  const lineTicks: PlacedTicks[] = [];
  const foreign = new Map<number, number>();
  for (const { function: countedAs, line, ticks } of cpu.flatMap((each) => each.lineTicks)) {
    const fn = functions[countedAs];
    const file = fn?.origin !== 'app' || fn.line === undefined ? undefined : fileOf(fn.file);
    if (file === undefined) continue;
    const owner = ownerOf(line, countedAs, file);
    if (owner === undefined) foreign.set(countedAs, (foreign.get(countedAs) ?? 0) + ticks);
    else lineTicks.push({ function: owner, countedAs, line, ticks });
  }
  return { lineTicks, foreign };
}

/** Offsets in the source. */
interface Place {
  readonly start: number;
  readonly end: number;
}

/** And lines, `last` included. */
interface Span extends Place {
  readonly first: number;
  readonly last: number;
  /** Index of the function in the Profile; absent where no sample bears its name. */
  readonly index: number | undefined;
}

interface FileFunctions {
  /** The smallest first. */
  readonly spans: readonly Span[];
  /** By index in the Profile. */
  readonly spanOf: ReadonlyMap<number, Span>;
  readonly holdsCode: (line: number, counted: Place) => boolean;
}

/** Something that can take time: no comment, no bracket alone. */
const codeBegins = /^\s*(?!\/\/|\/?\*).*[\p{ID_Continue}$'"`]/u;

function functionsIn(text: string, file: string, all: readonly ProfiledFunction[]): FileFunctions {
  const lines = lineTable(text);
  const plain = functionsOf(text, file).map((fn) => ({
    ...fn,
    first: lines.position(fn.start).line,
    body: lines.position(fn.bodyStart).line,
    last: lines.position(fn.end - 1).line,
  }));
  const indexOf = new Map<(typeof plain)[number], number>();
  all.forEach((fn, index) => {
    if (fn.file !== file || isModule(fn)) return;
    const alike = plain.filter((each) => isAt(fn, each));
    const ending = alike.length > 1 ? alike.filter(({ last }) => last === fn.endLine) : alike;
    const [only] = ending;
    // Of two that are alike nobody can tell which it is.
    if (only !== undefined && ending.length === 1 && !indexOf.has(only)) indexOf.set(only, index);
  });
  const spans = plain
    .map((each): Span => ({
      start: each.start,
      end: each.end,
      first: each.first,
      last: each.last,
      index: indexOf.get(each),
    }))
    .sort((a, b) => a.end - a.start - (b.end - b.start));
  const whole: Span = {
    start: 0,
    end: text.length + 1,
    first: 1,
    last: lines.position(text.length).line,
    index: undefined,
  };
  const found = spans.flatMap((span) => (span.index === undefined ? [] : [[span.index, span] as const]));
  const modules = all.flatMap((fn, index) =>
    fn.file === file && isModule(fn) ? [[index, { ...whole, index }] as const] : [],
  );
  const rows = text.split(/\r\n|[\n\r\u2028\u2029]/);
  const isInner = (fn: (typeof plain)[number]): boolean => plain.some((other) => other !== fn && isWithin(fn, other));
  const opensBody = ({ bodyStart, body }: (typeof plain)[number]): boolean =>
    /^\{\s*$/.test(rows[body - 1]?.slice(lines.position(bodyStart).column - 1) ?? '');
  // Entering a function takes little; on the line of an inner one the outer one has code of its own.
  const heads = new Set(plain.flatMap((fn) => (opensBody(fn) && !isInner(fn) ? [fn.body] : [])));
  return {
    spans,
    spanOf: new Map([...found, ...modules]),
    holdsCode: (line, { end }) => (end > text.length || !heads.has(line)) && codeBegins.test(rows[line - 1] ?? ''),
  };
}

/** A script's own code, outside of all functions, is for V8 one without a name that begins where the script does. */
function isModule({ id }: ProfiledFunction): boolean {
  return id.endsWith(':1:1:(anonymous)');
}

function isAt(
  { name, line }: ProfiledFunction,
  source: { readonly name?: string; readonly first: number; readonly body: number },
): boolean {
  if (line === undefined || line < source.first || line > source.body) return false;
  if (source.name === undefined) return line === source.first;
  return name === source.name || name.endsWith(`.${source.name}`) || name.endsWith(` ${source.name}`);
}

/** Whose a tick is that V8 counted for function `index`; undefined where no function of the file can have had it. */
function ownerOf(line: number, index: number, { spans, spanOf, holdsCode }: FileFunctions): number | undefined {
  const own = spanOf.get(index);
  if (own === undefined) return index;
  if (!holdsCode(line, own)) return undefined;
  const here = spans.filter(({ first, last }) => first <= line && line <= last);
  if (own.first <= line && line <= own.last) {
    // A line on which an inner function begins or ends is the outer one's too.
    const inner = here.find((span) => isWithin(span, own) && span.first < line && line < span.last);
    return inner?.index ?? index;
  }
  // Of two functions side by side on a line neither is known to be it: the one around both is.
  return here.find((span) => here.every((other) => isWithin(other, span) || isWithin(span, other)))?.index;
}

/** Strictly for two different ones: no two functions have the same place. */
function isWithin(inner: Place, outer: Place): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
