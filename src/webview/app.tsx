/** The report page: one of four states, and for data a tab for each question that a reader may have. */
import type { VNode } from 'preact';
import { useContext, useEffect, useMemo, useState } from 'preact/hooks';
import type { Report } from '../model/report.ts';
import { Tabs, type Tab } from './frame/tabs.tsx';
import type { Host } from './host.ts';
import { Notes } from './overview/notes.tsx';
import type { PageState } from './page-state.ts';
import { ShareMenu } from './share/share-menu.tsx';
import { CompareTab } from './tabs/compare.tsx';
import { CostTab } from './tabs/cost.tsx';
import { FindingsTab } from './tabs/findings.tsx';
import { FlameGraphTab } from './tabs/flame-graph.tsx';
import { FunctionsTab } from './tabs/functions.tsx';
import { LoadTab } from './tabs/load.tsx';
import { MemoryTab } from './tabs/memory.tsx';
import { OverviewTab } from './tabs/overview.tsx';
import { PageContext, useWords, wordsFor } from './words.ts';

const tabs: readonly [Tab, ...Tab[]] = [
  { name: 'overview', Panel: OverviewTab },
  { name: 'findings', Panel: FindingsTab },
  { name: 'functions', Panel: FunctionsTab },
  { name: 'flameGraph', Panel: FlameGraphTab },
  { name: 'memory', Panel: MemoryTab },
  { name: 'load', Panel: LoadTab },
  { name: 'cost', Panel: CostTab },
  { name: 'compare', Panel: CompareTab },
];

export function App({ host }: { readonly host: Host }): VNode {
  const [{ state, locale }, setArrival] = useState(host.first);
  const app = 'report' in state ? state.report.app : undefined;
  const words = useMemo(() => wordsFor(locale, app), [locale, app]);
  useEffect(() => host.subscribe(setArrival), [host]);
  useEffect(() => {
    document.documentElement.lang = words.language;
  }, [words]);
  const context = useMemo(() => ({ ...host, words }), [host, words]);
  return (
    <PageContext.Provider value={context}>
      <main>
        <Shown state={state} />
      </main>
    </PageContext.Provider>
  );
}

function Shown({ state }: { readonly state: PageState }): VNode {
  const { t } = useWords();
  switch (state.kind) {
    case 'loading':
      return <p role="status">{t('loading')}</p>;
    case 'error':
      return <p role="alert">{t('broken', t(state.problem, state.detail))}</p>;
    case 'empty':
      return (
        <>
          <Title report={state.report} />
          <p role="status">{t('empty')}</p>
          <Notes report={state.report} />
        </>
      );
    case 'data':
      return (
        <>
          <Title report={state.report} />
          <Tabs tabs={tabs} report={state.report} />
        </>
      );
  }
}

function Title({ report }: { readonly report: Report }): VNode {
  const { app, machine, startedAt, quality } = report;
  const { t, date, count } = useWords();
  const { view } = useContext(PageContext);
  const commit = app.commit?.slice(0, 10);
  const revision = app.dirty === true ? t('withChanges', commit ?? '') : commit;
  const warnings = quality.warnings.length;
  return (
    <header>
      <ShareMenu report={report} />
      <h1>{app.command}</h1>
      <p class="detail">
        {t('measured', app.nodeVersion, date(startedAt), machine.cpuModel)}
        {commit !== undefined && ` · ${revision ?? ''}`}
        {warnings > 0 && (
          <>
            {' · '}
            <button
              type="button"
              class="link"
              onClick={() => {
                view.set('tab', undefined, true);
                // The tab is there once Preact has drawn it.
                setTimeout(() => document.getElementById('warnings')?.scrollIntoView());
              }}
            >
              {`${t('warnings')}: ${count(warnings)}`}
            </button>
          </>
        )}
      </p>
    </header>
  );
}
