/** What a rule is, and what it finds. */
import type { RuleId } from '../model/finding.ts';
import type { Interval } from '../model/interval.ts';
import type { Observation } from '../model/observation.ts';
import type { Priced } from '../model/priced.ts';
import type { Certainty, ReportPlace } from '../model/report-findings.ts';
import type { Evidence, HotPlace } from './evidence.ts';
import type { Removes } from './removes.ts';

export interface Found {
  readonly rule: RuleId;
  readonly certainty: Certainty;
  readonly file?: string;
  readonly line?: number;
  readonly endLine?: number;
  readonly function?: string;
  readonly route?: string;
  /** CPU that it costs, ms per request of the mix. */
  readonly cpuMs: number;
  /** What a fix saves was measured beside the application as it is: ms per request, with its 95 % interval. */
  readonly measuredMs?: Interval;
  /** Which part of the cost a fix removes, where that is known better than by the rule alone. */
  readonly removes?: Pick<Removes, 'low' | 'high'>;
  /** Collecting the garbage that it makes. */
  readonly gcMs?: number;
  readonly bytesOut?: number;
  /** All that the route sends, per request of the mix: its findings save no more together. */
  readonly mostBytesOut?: number;
  /** Read from other services, per request of the mix. */
  readonly bytesIn?: number;
  /** Time that a request of the mix waits for something else, ms: a ceiling too. */
  readonly waitMs?: number;
  /** All that the route waits, ms per request of the mix: its findings save no more together. */
  readonly mostWaitMs?: number;
  /** Where it waits, as "file:line": the same waiting is not told twice. */
  readonly waitsAt?: readonly string[];
  /** The longest stretch in which the event loop did not turn. */
  readonly heldMs?: number;
  /** Stays in memory, per request of the mix. */
  readonly keptBytes?: number;
  /** What else was seen. */
  readonly because?: readonly Observation[];
  /** CPU that is part of functions' own costs, which must not be told again at them. */
  readonly claims?: readonly Claim[];
  readonly allocatedBytes?: number;
  readonly facts: Readonly<Record<string, number | string>>;
  /** How much work a fix is: 1 a line, 2 a function, 3 a design. */
  readonly effort: 1 | 2 | 3;
  /** What the function costs, where the cost of its lines is not known: all its findings together are no more. */
  readonly atMostMs?: number;
  /** Where the same fix mends several. */
  readonly places?: readonly ReportPlace[];
  /** CPU lines that it stands for, as "file:line", so that none is counted twice. */
  readonly lines?: readonly string[];
}

export interface Claim {
  readonly file: string;
  readonly function: string;
  readonly cpuMs: number;
}

export interface Rule {
  readonly id: RuleId;
  readonly find: (evidence: Evidence) => readonly Found[];
}

/** Beside CPU: then the rule that found it has a threshold of its own. */
export function costsOtherThanCpu({
  bytesOut = 0,
  bytesIn = 0,
  waitMs = 0,
  heldMs = 0,
  keptBytes = 0,
}: Found): boolean {
  return bytesOut > 0 || bytesIn > 0 || waitMs > 0 || heldMs > 0 || keptBytes > 0;
}

/** A part of the application's CPU; less is not worth anybody's reading. */
export const worthReading = 0.01;

/** What the project says of the rule, else of all rules, else what is usual. */
export function thresholdOf({ findings }: Priced, rule: RuleId, usual: number): number {
  return findings?.thresholds?.[rule] ?? findings?.thresholds?.['*'] ?? usual;
}

/** A rule about a pattern in a function's text. */
export function placeRule(
  id: RuleId,
  find: (place: HotPlace, evidence: Evidence) => readonly Omit<Found, 'rule' | 'file' | 'function'>[],
): Rule {
  return {
    id,
    find: (evidence) =>
      evidence.places.flatMap((place) =>
        find(place, evidence).map((found) => ({
          ...found,
          ...(place.linesAreKnown ? {} : unsure(found, place)),
          rule: id,
          file: place.file,
          function: place.fn.name,
        })),
      ),
  };
}

/** That the pattern is there is sure; that the cost is the pattern's is not. */
function unsure({ certainty }: Pick<Found, 'certainty'>, { fn }: HotPlace): Pick<Found, 'certainty' | 'atMostMs'> {
  return {
    certainty: certainty === 'certain' ? 'likely' : certainty,
    atMostMs: fn.ownCpuMsPerRequest ?? fn.selfCpuMsPerRequest,
  };
}

/** A finding at a node: its lines are what it costs, with the called functions of that name. */
export function at(
  place: HotPlace,
  node: { readonly loc: { readonly start: { readonly line: number }; readonly end: { readonly line: number } } },
): Pick<Found, 'line' | 'endLine' | 'lines'> {
  const { start, end } = node.loc;
  const lines = Array.from({ length: end.line - start.line + 1 }, (_, index) => `${place.file}:${start.line + index}`);
  return { line: start.line, ...(end.line === start.line ? {} : { endLine: end.line }), lines };
}
