/**
 * Numbers as text, the same in the terminal, the editor and the page. In: a number and a BCP 47 locale; out: text with
 * its unit. Callers add what it is per ("/req", "per 1M requests"). A number that is not finite reads as an en dash,
 * because an unknown is never shown as 0.
 */

export interface Figures {
  /** 0.4 µs, 0.42 ms, 12.3 ms, 1.5 s. In: milliseconds. */
  readonly ms: (ms: number) => string;
  /** 512 B, 12.3 kB, 1.2 MB: decimal units, 1 kB = 1000 B. In French, octets: 12,3 ko. */
  readonly bytes: (bytes: number) => string;
  /**
   * $0.034, $1.20, $45, $1,200: two significant digits, because an absolute figure is good to ±30 % at best; under a
   * cent `<$0.01`, so that a small cost never reads as none.
   */
  readonly usd: (usd: number) => string;
  /** The same for a price per million requests, where a function's part is often less than a cent: $0.0047, `<$0.0001`. */
  readonly unitUsd: (usd: number) => string;
  /** A price as its source has it, not rounded: $0.1008/h. */
  readonly usdPerHour: (usdPerHour: number) => string;
  /** 38.2%, <0.1%. In: 0 to 1. */
  readonly share: (share: number) => string;
  /** 12,345: a whole count, exact. */
  readonly count: (count: number) => string;
  /** 154, 2.31: a rate or any other measured number without a unit of its own. */
  readonly rate: (rate: number) => string;
}

/** For many numbers of one locale: a formatter is slow to make, so each is made once per call of this. */
export function figuresIn(locale: string): Figures {
  const digits = digitsIn(locale);
  const known = (format: (value: number) => string) => (value: number) =>
    Number.isFinite(value) ? format(value) : '–';
  return {
    ms: known((value) => msText(value, digits)),
    bytes: known((value) => bytesText(value, digits, /^fr\b/i.test(locale) ? octets : byteUnits)),
    usd: known((value) => usdText(value, 0.01, digits)),
    unitUsd: known((value) => usdText(value, 0.0001, digits)),
    usdPerHour: known((value) => `${digits(value, money[6])}/h`),
    share: known((value) => shareText(value, digits)),
    count: known((value) => digits(value, whole)),
    rate: known((value) => digits(value, measured)),
  };
}

export const formatMs = (ms: number, locale: string): string => figuresIn(locale).ms(ms);
export const formatBytes = (bytes: number, locale: string): string => figuresIn(locale).bytes(bytes);
export const formatUsd = (usd: number, locale: string): string => figuresIn(locale).usd(usd);
export const formatUnitUsd = (usd: number, locale: string): string => figuresIn(locale).unitUsd(usd);
export const formatShare = (share: number, locale: string): string => figuresIn(locale).share(share);
export const formatRate = (rate: number, locale: string): string => figuresIn(locale).rate(rate);

type Digits = (value: number, options: Intl.NumberFormatOptions) => string;

/** No measurement of ours is better than three digits. */
const measured = { maximumSignificantDigits: 3 } as const;
const whole = { maximumFractionDigits: 0 } as const;
const percent = { style: 'percent', maximumFractionDigits: 1 } as const;
/** By the most digits after the point. */
const money = { 0: moneyWith(0), 2: moneyWith(2), 4: moneyWith(4), 6: moneyWith(6) } as const;

function moneyWith(maximumFractionDigits: number): Intl.NumberFormatOptions {
  return { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol', maximumFractionDigits };
}

function digitsIn(locale: string): Digits {
  const formats = new Map<Intl.NumberFormatOptions, Intl.NumberFormat>();
  return (value, options) => {
    const format = formats.get(options) ?? new Intl.NumberFormat(locale, options);
    formats.set(options, format);
    return format.format(value);
  };
}

function msText(ms: number, digits: Digits): string {
  const size = Math.abs(ms);
  if (size !== 0 && size < 0.01) return `${digits(ms * 1000, measured)} µs`;
  return size >= 1000 ? `${digits(ms / 1000, measured)} s` : `${digits(ms, measured)} ms`;
}

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'] as const;
const octets = ['o', 'ko', 'Mo', 'Go', 'To'] as const;

function bytesText(bytes: number, digits: Digits, units: readonly string[]): string {
  let value = bytes;
  let unit = 0;
  // From 999.5 on three digits would read 1,000.
  while (Math.abs(value) >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${digits(value, measured)} ${units[unit] ?? ''}`;
}

function usdText(usd: number, least: number, digits: Digits): string {
  if (usd === 0) return digits(0, money[0]);
  if (Math.abs(usd) < least) return `<${digits(least, money[4])}`;
  const rounded = Number(usd.toPrecision(2));
  if (Math.abs(rounded) < 0.1) return digits(rounded, money[6]);
  // Cents are written out up to ten dollars: $1.20, not $1.2.
  return digits(rounded, Math.abs(rounded) < 10 ? money[2] : money[0]);
}

function shareText(share: number, digits: Digits): string {
  return share !== 0 && Math.abs(share) < 0.001 ? `<${digits(0.001, percent)}` : digits(share, percent);
}

/** "GET /products/:id"; of several operations at one address, "POST /graphql Cart". */
export function routeName({
  method,
  path,
  operation,
}: {
  readonly method: string;
  readonly path: string;
  readonly operation?: string;
}): string {
  return [method, path, ...(operation === undefined ? [] : [operation])].join(' ');
}
