/**
 * Numbers as text, the same in the terminal, the editor and the page. In: a number and a BCP 47 locale; out: text with
 * its unit. Callers add what it is per ("/req", "per 1M requests"). A number that is not finite reads as an en dash,
 * because an unknown is never shown as 0.
 */

const unknown = '–';

function digits(value: number, locale: string, options: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(locale, options).format(value);
}

function measured(value: number, locale: string): string {
  // No measurement of ours is better than three digits.
  return digits(value, locale, { maximumSignificantDigits: 3 });
}

/** 0.4 µs, 0.42 ms, 12.3 ms, 1.5 s. In: milliseconds. */
export function formatMs(ms: number, locale: string): string {
  if (!Number.isFinite(ms)) return unknown;
  const size = Math.abs(ms);
  if (size === 0) return `0 ms`;
  if (size < 0.01) return `${measured(ms * 1000, locale)} µs`;
  if (size >= 1000) return `${measured(ms / 1000, locale)} s`;
  return `${measured(ms, locale)} ms`;
}

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** 512 B, 12.3 kB, 1.2 MB: decimal units, 1 kB = 1000 B. */
export function formatBytes(bytes: number, locale: string): string {
  if (!Number.isFinite(bytes)) return unknown;
  let value = bytes;
  let unit = 0;
  while (Math.abs(value) >= 999.5 && unit < byteUnits.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${measured(value, locale)} ${byteUnits[unit] ?? 'B'}`;
}

const money = { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol' } as const;

/**
 * $0.034, $1.20, $45, $1,200: two significant digits, because an absolute figure is good to ±30 % at best; under a cent
 * `<$0.01`, so that a small cost never reads as none.
 */
export function formatUsd(usd: number, locale: string): string {
  return roundedUsd(usd, { locale, least: 0.01 });
}

/** The same for a price per million requests, where a function's part is often less than a cent: $0.0047, `<$0.0001`. */
export function formatUnitUsd(usd: number, locale: string): string {
  return roundedUsd(usd, { locale, least: 0.0001 });
}

function roundedUsd(usd: number, { locale, least }: { readonly locale: string; readonly least: number }): string {
  if (!Number.isFinite(usd)) return unknown;
  if (usd === 0) return digits(0, locale, { ...money, maximumFractionDigits: 0 });
  if (Math.abs(usd) < least) return `<${digits(least, locale, { ...money, maximumFractionDigits: 4 })}`;
  const rounded = Number(usd.toPrecision(2));
  // Cents are written out from ten cents to ten dollars: $1.20, not $1.2.
  const fraction = Math.abs(rounded) < 0.1 ? 6 : Math.abs(rounded) < 10 ? 2 : 0;
  return digits(rounded, locale, { ...money, maximumFractionDigits: fraction });
}

/** A price as its source has it, not rounded: $0.1008. */
export function formatUsdPerHour(usdPerHour: number, locale: string): string {
  if (!Number.isFinite(usdPerHour)) return unknown;
  return `${digits(usdPerHour, locale, { ...money, maximumFractionDigits: 6 })}/h`;
}

/** 38.2%, <0.1%. In: 0 to 1. */
export function formatShare(share: number, locale: string): string {
  if (!Number.isFinite(share)) return unknown;
  const percent = { style: 'percent', maximumFractionDigits: 1 } as const;
  if (share !== 0 && Math.abs(share) < 0.001) return `<${digits(0.001, locale, percent)}`;
  return digits(share, locale, percent);
}

/** 12,345: a whole count, exact. */
export function formatCount(count: number, locale: string): string {
  return Number.isFinite(count) ? digits(count, locale, { maximumFractionDigits: 0 }) : unknown;
}

/** 154, 2.31: a rate or any other measured number without a unit of its own. */
export function formatRate(rate: number, locale: string): string {
  return Number.isFinite(rate) ? measured(rate, locale) : unknown;
}
