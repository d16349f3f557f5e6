/** One of the runs that the editor keeps, by what tells them apart: when it was, what it cost, which commit. */
import type { VNode } from 'preact';
import type { ListedRun } from '../../model/page.ts';
import { Select } from '../select.tsx';
import { useWords, type Words } from '../words.ts';

interface StoredRunChoiceProps {
  readonly runs: readonly ListedRun[];
  /** Id of a run; empty for none. */
  readonly chosen: string;
  readonly onChoose: (runId: string) => void;
}

export function StoredRunChoice({ runs, chosen, onChoose }: StoredRunChoiceProps): VNode {
  const words = useWords();
  const { t } = words;
  return (
    <p>
      <Select
        {...{ legend: t('compareStored'), chosen, onChoose }}
        choices={[
          { value: '', label: t('compareNone') },
          ...runs.map((run) => ({ value: run.runId, label: labelOf(run, words) })),
        ]}
      />
    </p>
  );
}

function labelOf({ summary }: ListedRun, { date, ms }: Words): string {
  const { startedAt, command, commit, cpuMsPerRequest } = summary;
  return [date(startedAt), ms(cpuMsPerRequest), command, ...(commit === undefined ? [] : [commit.slice(0, 10)])].join(
    ' · ',
  );
}
