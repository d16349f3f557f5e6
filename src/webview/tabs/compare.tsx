/** This run against another one that the reader chooses; the other stays on this machine. */
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { Report } from '../../model/report.ts';
import { Comparison } from '../compare/comparison.tsx';
import { readReport } from '../compare/read-report.ts';
import type { PageState } from '../page-state.ts';
import { useWords } from '../words.ts';

interface Chosen {
  readonly name: string;
  readonly state: PageState;
}

export function CompareTab({ report }: { readonly report: Report }): VNode {
  const { t } = useWords();
  const [chosen, setChosen] = useState<Chosen>();
  const choose = async (file: File | undefined): Promise<void> => {
    if (file !== undefined) setChosen({ name: file.name, state: readReport(await file.text()) });
  };
  return (
    <>
      <p>
        <label>
          {t('compareWith')}{' '}
          <input
            type="file"
            accept=".json,.html"
            onChange={(event) => {
              void choose(event.currentTarget.files?.[0]);
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
