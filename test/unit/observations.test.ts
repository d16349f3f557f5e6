import assert from 'node:assert/strict';
import { describeEvidence, evidenceText } from '../../src/model/finding-words.ts';
import { observationIds, seen, type Observation } from '../../src/model/observation.ts';

const server = { kind: 'server' } as const;
/** A value for each hole that any sentence has. */
const values = {
  ...{ ms: 12.34, share: 0.25, low: 0.6, high: 0.7, bytes: 4096, calls: 3, exponent: 1.9, count: 7, requests: 900 },
  ...{ cpu: 0.8, throughput: 1.2, rss: 1.1, rate: 120, busy: 3.9, size: 4, times: 2, perCall: 1, perRequest: 3 },
  ...{ functions: 2, name: 'rank', route: 'GET /x', parameter: 'limit', files: 'a.js', stack: 'a → b', often: 'some' },
  ...{ place: 'a.js:3', setting: '--x', upstream: 'GET api/y' },
};

/** A sentence without figures: what is left is the words of its language. */
const wordsIn = (text: string): readonly string[] => text.match(/\p{L}{3,}/gu) ?? [];

describe('what was seen of a finding', () => {
  for (const id of observationIds) {
    it(`is told in English and French: ${id}`, () => {
      const [english = '', french = ''] = ['en-US', 'fr-FR'].map((locale) =>
        describeEvidence([seen(id, values)], locale, server),
      );
      for (const text of [english, french]) assert.doesNotMatch(text, /–|undefined|NaN|\{|\s\s/u);
      const common = new Set(wordsIn(english));
      const own = wordsIn(french).filter((word) => !common.has(word));
      assert.ok(own.length > wordsIn(french).length / 2, french);
      // Whatever stands in one, stands in the other: the same names, as many figures.
      const figures = (text: string) =>
        (text.match(/\d+(?:[.,]\d+)?/g) ?? []).map((each) => each.replace(',', '.')).sort();
      assert.deepEqual(figures(french), figures(english));
    });
  }

  it('is told in the unit of the application', () => {
    const text = (kind: 'server' | 'script' | 'process', locale: string) =>
      describeEvidence([seen('collection', { ms: 1.5 })], locale, { kind }) ?? '';
    assert.match(text('server', 'en'), /^1\.5 ms\/req of /);
    assert.match(text('script', 'en'), /^1\.5 ms\/run of /);
    assert.match(text('server', 'fr'), /^1,5 ms par requête /);
    assert.match(text('script', 'fr-CA'), /^1,5 ms par exécution /);
    assert.match(text('process', 'fr'), /^1,5 ms par seconde /);
  });

  it('leaves out the interval that is not known', () => {
    const [low, high] = ['low', 'high'].map((end) => ({ [end]: 1 }));
    assert.match(describeEvidence([seen('cpu', { ms: 2, share: 0.1, ...low, ...high })], 'en', server) ?? '', /95 %/);
    assert.doesNotMatch(describeEvidence([seen('cpu', { ms: 2, share: 0.1 })], 'en', server) ?? '', /95 %|–/);
  });

  it('is told as the Report has it where a later version saw more, or an earlier one wrote it', () => {
    const finding = {
      ...{ rule: 'garbage', title: '', evidence: 'As written.', certainty: 'likely' as const },
      saving: { cpuMsPerRequest: 1 },
    };
    const later: readonly Observation[] = [{ id: 'moon' as 'cpu', values: {} }];
    assert.equal(evidenceText(finding, 'fr', server), 'As written.');
    assert.equal(evidenceText({ ...finding, observed: later }, 'fr', server), 'As written.');
    assert.match(
      evidenceText({ ...finding, observed: [seen('inLoop')] }, 'fr', server),
      /^l’appel est dans une boucle\./,
    );
  });
});
