/** What was seen of a finding, as data: which sentence tells it, and what stands in it. Worded where it is read. */
import type { Facts, FactsInWords } from './finding.ts';

export const observationIds = [
  'cpu',
  'collection',
  'allocated',
  'sent',
  'read',
  'waited',
  'called',
  'growsWithSize',
  'sizesWouldTell',
  'held',
  'onRoute',
  'calledFrom',
  'spentIn',
  'notTurning',
  'byWayOf',
  'allocatedByWayOf',
  'stays',
  'calledAt',
  'withSetting',
  'sameCpu',
  'withMode',
  'modeWouldTell',
  'poolBusy',
  'knobsWouldTell',
  'withPool',
  'asked',
  'inLoop',
  'connected',
  'sameAnswer',
  'answering',
] as const;

export type ObservationId = (typeof observationIds)[number];

export interface Observation {
  readonly id: ObservationId;
  readonly values: Facts;
}

/** A part of a sentence for each; `per` is what the application's figures are per, in the language of the words. */
export type ObservationWords = Readonly<Record<ObservationId, (values: FactsInWords, per: string) => string>>;

export function seen(id: ObservationId, values: Facts = {}): Observation {
  return { id, values };
}
