import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { noteIn } from '../../src/model/note-words.ts';
import { assumptionTwins } from '../../src/model/assumption-words-fr.ts';
import { profileNoteIn, profileTwins } from '../../src/model/profile-notes.ts';
import { warningTwins } from '../../src/model/warning-words-fr.ts';
import { price } from '../../src/price/price.ts';
import { sampleCosts } from './sample-costs.ts';

/** Where warnings and assumptions are written: what of these stages has to do with them. */
const stages = ['attribute', 'capture', 'load', 'price', 'spec', 'symbolicate'];
const writers = stages.flatMap((stage) =>
  readdirSync(new URL(`../../src/${stage}/`, import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${stage}/${name.slice(0, -3)}`)
    .filter((name) => /warn|assum/i.test(textOf(name))),
);

function textOf(name: string): string {
  return readFileSync(new URL(`../../src/${name}.ts`, import.meta.url), 'utf8');
}

/** What a failure says of a bad call or file is told where it was made, and stays as it is. */
const isOfFailure = (node: ts.Node): boolean =>
  (ts.isPropertyAssignment(node) && ['fix', 'problem'].includes(node.name.getText())) ||
  (ts.isCallExpression(node) && ['badFile', 'readText'].includes(node.expression.getText()));

/** Sentences in a file: its texts that begin and end as one, `7` for what stands in them. */
function sentencesOf(name: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isOfFailure(node)) return;
    const written = ts.isStringLiteralLike(node)
      ? node.text
      : ts.isTemplateExpression(node)
        ? [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('7')
        : '';
    if (/^[A-Z7].{25,}\.$/.test(written) && written.includes(' ')) found.push(written);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(name, textOf(name), ts.ScriptTarget.Latest, true));
  return found;
}

/** Put together of parts: their twins are of the whole. And what is no warning. */
const frames = [
  /^Dollars beside functions and routes stand for 7 at /,
  /^Name the folder of the application with --cwd\.$/,
  /^No source map could be read for 7: 7\.$/,
  /^Instances are planned at 7 utilisation7\.$/,
  /^Fleets have 7 to spare, never fewer than 7 in all, and 7\.$/,
  /^Bytes out cost \$7 per GB at this volume at 7 \(7, 7\), 7;/,
  /^The machine7 was busy with other work during the probe/,
  /^Monthly figures are for 7 requests per second on average7, /,
  /^Hours of the day are as stated7, 7\.$/,
  /^The load was not raised to the breaking point: 7\.$/,
  /^The load was raised no further than 7 requests per second: 7\.$/,
  /^Partial: 7 What is here was measured until then\.$/,
  /^Settings of V8 and Node\.js could not be tried: 7/,
];

const isFrench = (text: string): boolean =>
  [noteIn, profileNoteIn].some((inWords) => inWords('fr-FR', text).language === 'fr');

describe('warnings and assumptions', () => {
  it('have a French twin each: src/model/warning-words-fr.ts and assumption-words-fr.ts', () => {
    const lacking = writers.flatMap((name) =>
      sentencesOf(name)
        .filter((text) => !isFrench(text) && !frames.some((frame) => frame.test(text)))
        .map((text) => `${name}: ${text}`),
    );
    assert.deepEqual(lacking, []);
  });

  it('keep what stands in them', () => {
    for (const [english, french] of [...warningTwins, ...profileTwins, ...assumptionTwins]) {
      const holes = (text: string) => [...new Set(text.match(/\{\d\}/g))].sort();
      assert.deepEqual(holes(french), holes(english), english);
      assert.doesNotMatch(french, /\b(the|and|which|with)\b/, french);
    }
  });

  it('are told in French sentence by sentence, with the figures of the English', () => {
    assert.deepEqual(
      noteIn('fr', '3 of 90 requests failed (status 500: 3): costs of failing requests are not those of working ones.'),
      {
        text: '3 requêtes sur 90 ont échoué (status 500: 3) : le coût d’une requête qui échoue n’est pas celui d’une requête qui réussit.',
        language: 'fr',
      },
    );
    const { text } = noteIn(
      'fr',
      'CPU per second is known to ±22 % only: it varied between slices. Close other programs, or give the run longer.',
    );
    assert.equal(
      text,
      'Le CPU par seconde n’est connu qu’à ±22 % près : il a varié entre les tranches. Fermez d’autres programmes, ou donnez plus de temps à la mesure.',
    );
  });

  it('write a figure as French does, and leave alone what only looks like one', () => {
    assert.match(noteIn('fr', 'Instances are planned at 62.5 % utilisation.').text, /à 62,5 % d’utilisation/);
    assert.match(
      noteIn('fr', 'There was no time to try --x=1.5: give the run a longer --budget-seconds.').text,
      /--x=1\.5/,
    );
  });

  it('stay as they are where a part has no twin, and in English', () => {
    const text = 'There was no time to try --x: give the run a longer --budget-seconds. The moon is full.';
    assert.deepEqual(noteIn('fr', text), { text, language: 'en' });
    const known = 'Give the run a longer --budget-seconds.';
    assert.deepEqual(noteIn('en-GB', known), { text: known, language: 'en' });
  });

  it('are all French of the sample, whatever is stated', () => {
    const traffic = { averageRequestsPerSecond: 40, growthPerMonth: 0.05, peakFactor: 3 };
    const deployment = { provider: 'aws', region: 'us-east-1', instance: 'm7i.large' };
    const stated = [
      sampleCosts,
      { ...sampleCosts, traffic },
      {
        ...sampleCosts,
        traffic: { averageRequestsPerSecond: 40 },
        deployment: { ...deployment, utilizationTarget: 0.5 },
      },
      { ...sampleCosts, traffic, deployment: { ...deployment, instance: 'x9.none', extras: ['loadBalancer'] } },
      { ...sampleCosts, traffic, deployment: { ...deployment, purchase: 'committed', discount: 0.3 } },
    ] as readonly (typeof sampleCosts)[];
    for (const costs of stated) for (const text of price(costs).cost.assumptions) assert.ok(isFrench(text), text);
  });
});
