/** What two versions measured side by side come to, in sentences: the verdict first. */
import { plain } from '../model/plain-text.ts';
import type { Ratio } from '../model/interval.ts';
import type {
  AnswerChange,
  ComparedFigure,
  FigureChange,
  FunctionChange,
  Version,
  VersionComparison,
} from '../model/version-comparison.ts';
import { bytes, ms, share, usd } from './figures.ts';
import { placeOf } from './place-of.ts';

export const figureNames: Readonly<
  Record<ComparedFigure, { readonly name: string; readonly text: (value: number | undefined) => string }>
> = {
  cpuMs: { name: 'CPU per request', text: ms },
  allocatedBytes: { name: 'Allocated per request', text: bytes },
  bytesOut: { name: 'Sent per request', text: bytes },
  bytesIn: { name: 'Received per request', text: bytes },
  gcMs: { name: 'Garbage collection per request', text: ms },
};

const leastShown = 0.0005;

/** "+12%", "−3.1%". */
export function changeOf(ratio: number): string {
  const change = ratio - 1;
  if (Math.abs(change) < leastShown) return share(0);
  return `${change < 0 ? '−' : '+'}${share(Math.abs(change))}`;
}

export function rangeOf({ low, high }: Pick<Ratio, 'low' | 'high'>): string {
  return `${changeOf(low)} to ${changeOf(high)}`;
}

function changeWords({ ratio }: FigureChange): string {
  return ratio === undefined ? 'not known' : `${changeOf(ratio.value)} (${rangeOf(ratio)})`;
}

const titles = { better: 'Better', worse: 'Worse', same: 'No difference', undecided: 'Undecided' };

export function verdictLine(comparison: VersionComparison): string {
  const { verdict, because, figures, least } = comparison;
  if (verdict === 'same') return `No difference beyond ${share(least)}: CPU per request ${changeWords(figures.cpuMs)}.`;
  const title = titles[verdict];
  switch (because.kind) {
    case 'answers':
      return `Worse: it answers differently, whatever it costs. CPU per request ${changeWords(figures.cpuMs)}.`;
    case 'figure':
      return `${title}: ${figureNames[because.figure].name} ${changeWords(figures[because.figure])}.`;
    case 'route': {
      const route = comparison.routes.find(
        (each) => because.route === [each.method, each.path, each.operation].filter(Boolean).join(' '),
      );
      return `${title}: ${plain(because.route)}${route === undefined ? '' : `, CPU per request ${changeWords(route.cpuMs)}`}; of all requests ${changeWords(figures.cpuMs)}.`;
    }
    case 'function': {
      const fn = comparison.functions.find((each) => each.name === because.name && each.file === because.file);
      const cpu = `CPU per request ${changeWords(figures.cpuMs)}`;
      if (fn === undefined) return `${title}: ${cpu}.`;
      const own = `${functionName(fn)} ${differenceOf(fn)} a request`;
      return figures.cpuMs.verdict === verdict
        ? `${title}: ${cpu}, above all ${own}.`
        : `${title}: ${own}; in all, ${cpu}.`;
    }
  }
}

export function functionName(fn: Pick<FunctionChange, 'name' | 'file' | 'line'>): string {
  return `${plain(fn.name)} (${placeOf(fn)})`;
}

/** "+0.18 ms". */
export function differenceOf({ difference }: Pick<FunctionChange, 'difference'>): string {
  return `${difference < 0 ? '−' : '+'}${ms(Math.abs(difference))}`;
}

export function versionLine({ base, head }: Pick<VersionComparison, 'base' | 'head'>): string {
  const line = `${versionName(head)}, against ${versionName(base)}.`;
  return line.charAt(0).toUpperCase() + line.slice(1);
}

function versionName({ name, commit, subject, changedFiles }: Version): string {
  const at =
    changedFiles === undefined
      ? ''
      : `, ${changedFiles === 0 ? 'no changes' : changedFiles === 1 ? '1 changed file' : `${changedFiles} changed files`}`;
  const named =
    name === commit || commit.startsWith(name) ? commit.slice(0, 8) : `${name} (${commit.slice(0, 8)}${at})`;
  return `${plain(named)}${subject === '' || changedFiles !== undefined ? '' : ` "${plain(subject)}"`}`;
}

export function answersLine({ answers }: VersionComparison): string {
  const { verdict, compared, same, requests } = answers;
  if (verdict === 'same') return `Answers: ${compared} of ${compared} the same.`;
  const differs = requests.filter((each) => each.verdict === 'differs');
  if (differs.length > 0) {
    const shown = differs.slice(0, 3).map(answerWords).join('; ');
    const more = differs.length > 3 ? `; and ${differs.length - 3} more requests` : '';
    return `Answers differ: ${shown}${more}. ${same} of ${compared} are the same.`;
  }
  const untold = requests
    .filter((each) => each.verdict === 'cannotTell')
    .map(({ method, path }) => plain(`${method} ${path}`));
  return untold.length === 0
    ? 'Answers: none could be compared.'
    : `Answers: ${same} of ${compared} the same; it cannot be told of ${untold.join(', ')}, where base itself answers differently each time.`;
}

export function answerWords({ method, path, at, base, head, more }: AnswerChange): string {
  const values = base === undefined && head === undefined ? '' : ` (${base ?? 'nothing'} → ${head ?? 'nothing'})`;
  const others = more === undefined ? '' : `, and ${more} more ${more === 1 ? 'place' : 'places'}`;
  return plain(`${method} ${path} at ${at ?? 'body'}${values}${others}`);
}

/** What is to be known besides the figures, a sentence each. */
export function noteLines(comparison: VersionComparison): readonly string[] {
  const { base, head, lockDiffers, starts, seconds, figures, onlyIn, usdPerMonth, verdict, secondsMore, warnings } =
    comparison;
  const { spread, couldSee } = figures.cpuMs;
  const installed = [base, head].filter(({ packages }) => packages === 'installed').map(({ name }) => plain(name));
  return [
    `${starts} starts of each version, taking turns, in ${minutes(seconds)}.${
      spread === undefined || couldSee === undefined
        ? ''
        : ` Two starts of one version differ by ${share(Math.SQRT2 * spread)}; a difference of ${share(couldSee)} would have been found.`
    }`,
    ...(verdict === 'undecided'
      ? [
          secondsMore === undefined
            ? 'This machine is too uneven to decide it within a day.'
            : `About ${minutes(secondsMore)} more would decide: --max-seconds ${Math.ceil((seconds + secondsMore) / 60) * 60}.`,
        ]
      : []),
    ...(usdPerMonth === undefined
      ? []
      : [`Compute for the planned traffic: ${usdPerMonth < 0 ? '−' : '+'}${usd(Math.abs(usdPerMonth))} a month.`]),
    ...(lockDiffers ? ['Their packages differ: what the packages cost is part of the difference.'] : []),
    ...(installed.length === 0 ? [] : [`Packages were installed for ${installed.join(' and ')}.`]),
    ...(['base', 'head'] as const).flatMap((side) =>
      onlyIn[side].length === 0
        ? []
        : [
            `Only ${plain(side === 'base' ? base.name : head.name)} answers ${onlyIn[side].map(plain).join(', ')}: left out of the figures.`,
          ],
    ),
    ...warnings.map(plain),
  ];
}

function minutes(seconds: number): string {
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
