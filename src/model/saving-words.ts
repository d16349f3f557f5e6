/** What a finding saves, in English and French, the same wherever it is shown. */
import { figuresIn, type Figures } from './format.ts';
import type { Interval } from './interval.ts';
import type { AdviceSaving, FindingsTogether } from './report-findings.ts';
import { unitIn, type Unit } from './unit.ts';

type Show = (value: number) => string;

/** "0.1 ms to 0.3 ms"; "up to 0.3 ms" where no lower end is known; one figure where both ends read the same. */
export function rangeWords({ low, high }: Interval, show: Show, locale: string): string {
  const french = /^fr\b/i.test(locale);
  if (!(low > 0)) return french ? `jusqu’à ${show(high)}` : `up to ${show(high)}`;
  const [from, to] = [show(low), show(high)];
  if (from === to) return to;
  return french ? `de ${from} à ${to}` : `${from} to ${to}`;
}

/** With a word for each thing that is saved; empty where nothing is known of it. */
export function savingParts(saving: AdviceSaving, app: Unit, locale: string): readonly string[] {
  const french = /^fr\b/i.test(locale);
  const figures = figuresIn(locale);
  const words = french ? frenchWords : englishWords;
  const per = french ? unitIn(app, 'fr') : unitIn(app, 'en');
  const { upstreamBytesPerRequest, waitMsPerRequest, keptBytesPerRequest } = saving;
  const upTo = (value: number | undefined, show: Show, word: (amount: string, per: string) => string) =>
    value === undefined || !(value > 0) ? [] : [word(rangeWords({ low: 0, high: value }, show, locale), per)];
  return [
    ...(saving.cpuMsPerRequest > 0
      ? [words.cpu(rangeWords(cpuRange(saving), figures.ms, locale), per) + shareWords(saving, figures, locale)]
      : []),
    ...(saving.bytesOutPerRequest === undefined || !(saving.bytesOutPerRequest > 0)
      ? []
      : [words.bytesOut(rangeWords(bytesRange(saving, saving.bytesOutPerRequest), figures.bytes, locale), per)]),
    ...upTo(upstreamBytesPerRequest, figures.bytes, words.upstream),
    ...upTo(waitMsPerRequest, figures.ms, words.wait),
    ...upTo(keptBytesPerRequest, figures.bytes, words.kept),
  ];
}

/** "It saves 0.1 ms to 0.3 ms of CPU per request (10% to 30%)."; empty where nothing is known of it. */
export function savingSentence(saving: AdviceSaving, app: Unit, locale: string): string {
  const parts = savingParts(saving, app, locale).join(', ');
  if (parts === '') return '';
  return /^fr\b/i.test(locale) ? `Gain : ${parts}.` : `It saves ${parts}.`;
}

/** Of a Report from before there were ranges: as it told it. */
export function cpuRange({ cpuMsPerRequest, cpuMsPerRequestInterval }: AdviceSaving): Interval {
  return cpuMsPerRequestInterval ?? { low: 0, high: cpuMsPerRequest };
}

export function bytesRange({ bytesOutPerRequestInterval }: AdviceSaving, bytesOut: number): Interval {
  return bytesOutPerRequestInterval ?? { low: 0, high: bytesOut };
}

function shareWords({ cpuShareInterval }: AdviceSaving, { share }: Figures, locale: string): string {
  return cpuShareInterval === undefined ? '' : ` (${rangeWords(cpuShareInterval, share, locale)})`;
}

const englishWords = {
  cpu: (amount: string, per: string) => `${amount} of CPU per ${per}`,
  bytesOut: (amount: string, per: string) => `${amount} out per ${per}`,
  upstream: (amount: string, per: string) => `${amount} from others per ${per}`,
  wait: (amount: string, per: string) => `${amount} of waiting per ${per}`,
  kept: (amount: string, per: string) => `${amount} kept in memory per ${per}`,
};

const frenchWords: typeof englishWords = {
  cpu: (amount, per) => `${amount} de CPU par ${per}`,
  bytesOut: (amount, per) => `${amount} envoyés en moins par ${per}`,
  upstream: (amount, per) => `${amount} lus en moins chez d’autres par ${per}`,
  wait: (amount, per) => `${amount} d’attente par ${per}`,
  kept: (amount, per) => `${amount} gardés en moins en mémoire par ${per}`,
};

/** "All findings together save 1 ms to 2 ms of CPU per request (20% to 40%)." */
export function togetherWords(
  { cpuMsPerRequestInterval, cpuShareInterval }: FindingsTogether,
  app: Unit,
  locale: string,
): string {
  const figures = figuresIn(locale);
  const ms = rangeWords(cpuMsPerRequestInterval, figures.ms, locale);
  const share = rangeWords(cpuShareInterval, figures.share, locale);
  return /^fr\b/i.test(locale)
    ? `Tous les constats ensemble épargnent ${ms} de CPU par ${unitIn(app, 'fr')} (${share}).`
    : `All findings together save ${ms} of CPU per ${unitIn(app, 'en')} (${share}).`;
}
