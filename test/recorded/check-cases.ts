/** The tests of a group of stored recordings. One at a time is in memory: together they are large. */
import assert from 'node:assert/strict';
import type { Recording } from '../../src/model/recording.ts';
import { concludeWithSource, type Concluded } from '../../src/run.ts';
import { deepFreeze } from '../deep-freeze.ts';
import type { Truth } from '../recordings/case.ts';
import { caseGroups } from '../recordings/cases.ts';
import { readStored } from '../recordings/stored.ts';
import { laws } from './laws.ts';
import { provenance } from './provenance.ts';
import { tellings } from './tellings.ts';

interface Recorded extends Concluded {
  readonly recording: Recording;
}

/** Frozen: a stage that edits its input throws. */
async function recorded(name: string): Promise<Recorded> {
  const recording = deepFreeze(await readStored(name));
  return { recording, ...deepFreeze(concludeWithSource(recording)) };
}

export function checkCases(group: string): void {
  for (const recordingCase of caseGroups[group] ?? []) {
    const { name, node, truths } = recordingCase;
    describe(`${name}, recorded on Node.js ${node}`, () => {
      let known: Promise<Recorded> | undefined;
      const ofCase = (): Promise<Recorded> => (known ??= recorded(name));
      const check = ({ says, holds }: Truth): void => {
        it(says, async () => {
          const { report, recording } = await ofCase();
          await holds(report, recording);
        });
      };

      truths.forEach(check);
      check(allOf('it is what its case says, and of no machine', provenance(recordingCase)));
      check(allOf('its Report keeps the laws of every Report', laws));
      check(allOf('its Report can be told in both languages, in the editor and in every format', tellings));

      it('its Report is the same, byte for byte, when it is made again', async () => {
        const { recording, ...first } = await ofCase();
        // Not with assert: it would take long to show how two texts of this length differ.
        assert.ok(JSON.stringify(concludeWithSource(recording)) === JSON.stringify(first));
      });

      after(() => {
        known = undefined;
      });
    });
  }
}

/** Fails with each of them that does not hold. */
function allOf(says: string, checks: readonly Truth[]): Truth {
  return {
    says,
    holds: async (report, recording) => {
      const failures: string[] = [];
      for (const each of checks) {
        try {
          await each.holds(report, recording);
        } catch (error) {
          failures.push(`${each.says}: ${error instanceof Error ? error.message : String(error)}`);
        }
      }
      assert.deepEqual(failures, []);
    },
  };
}
