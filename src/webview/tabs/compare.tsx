/** This run against another one that the reader chooses: one that the editor keeps, or a file, which stays on this machine. */
import type { VNode } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { ListedRun } from '../../model/page.ts';
import type { Report } from '../../model/report.ts';
import { Comparison } from '../compare/comparison.tsx';
import { readReport } from '../compare/read-report.ts';
import { StoredRunChoice } from '../compare/stored-run-choice.tsx';
import { useViewText } from '../frame/use-view.ts';
import type { PageState } from '../page-state.ts';
import { PageContext, useWords } from '../words.ts';

interface Chosen {
  readonly name: string;
  readonly state: PageState;
}

export function CompareTab({ report }: { readonly report: Report }): VNode {
  const { t, date } = useWords();
  const { storedRuns } = useContext(PageContext);
  const [runs, setRuns] = useState<readonly ListedRun[]>([]);
  const [runId, setRunId] = useViewText('compare.run');
  const [chosen, setChosen] = useState<Chosen>();
  useEffect(() => {
    void storedRuns?.list().then(setRuns);
  }, [storedRuns, report]);
  const run = runs.find((each) => each.runId === runId);
  useEffect(() => {
    if (run === undefined || storedRuns === undefined) return undefined;
    let isLatest = true;
    void storedRuns.read(run.runId).then((state) => {
      if (isLatest) setChosen({ name: date(run.summary.startedAt), state });
    });
    return () => {
      isLatest = false;
    };
  }, [run, storedRuns, date]);
  const chooseRun = (id: string): void => {
    setRunId(id);
    if (id === '') setChosen(undefined);
  };
  const chooseFile = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    setRunId('');
    setChosen({ name: file.name, state: readReport(await file.text()) });
  };
  const others = runs.filter(({ summary }) => summary.startedAt !== report.startedAt);
  return (
    <>
      {others.length > 0 && <StoredRunChoice runs={others} chosen={runId} onChoose={chooseRun} />}
      <p>
        <label>
          {t('compareWith')}{' '}
          <input
            type="file"
            accept=".json,.html"
            onChange={(event) => {
              void chooseFile(event.currentTarget.files?.[0]);
            }}
          />
        </label>
      </p>
      {chosen !== undefined && <Chosen chosen={chosen} head={report} />}
    </>
  );
}

function Chosen({ chosen: { name, state }, head }: { readonly chosen: Chosen; readonly head: Report }): VNode {
  const { t } = useWords();
  if (state.kind === 'data' || state.kind === 'empty')
    return <Comparison base={state.report} baseName={name} head={head} />;
  return <p role="alert">{t('broken', state.kind === 'error' ? t(state.problem, state.detail) : name)}</p>;
}
