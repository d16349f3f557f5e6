/** The report page: one of four states, and for data the sections from the verdict down to the fine print. */
import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Report } from '../model/report.ts';
import { FunctionsTable } from './functions-table.tsx';
import { LinesTable } from './lines-table.tsx';
import { RoutesTable } from './routes-table.tsx';
import { CostTable } from './cost-table.tsx';
import type { Host } from './host.ts';
import { Findings, Notes } from './notes.tsx';
import { Overview } from './overview.tsx';
import type { PageState } from './page-state.ts';
import type { StringKey } from './strings.ts';
import { PageContext, useWords, wordsFor } from './words.ts';

export function App({ host }: { readonly host: Host }): VNode {
  const [{ state, locale }, setArrival] = useState(host.first);
  const words = useMemo(() => wordsFor(locale), [locale]);
  useEffect(() => host.subscribe(setArrival), [host]);
  useEffect(() => {
    document.documentElement.lang = words.language;
  }, [words]);
  const { openSource } = host;
  const context = useMemo(() => ({ words, ...(openSource === undefined ? {} : { openSource }) }), [words, openSource]);
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
          <Section name="notes">
            <Notes report={state.report} />
          </Section>
        </>
      );
    case 'data':
      return <Sections report={state.report} />;
  }
}

function Sections({ report }: { readonly report: Report }): VNode {
  const { t } = useWords();
  const names = ['overview', 'findings', 'functions', 'routes', 'lines', 'cost', 'notes'] as const;
  return (
    <>
      <Title report={report} />
      <nav aria-label={t('sections')}>
        {names.map((name) => (
          <a key={name} href={`#${name}`}>
            {t(name)}
          </a>
        ))}
      </nav>
      <Section name="overview">
        <Overview report={report} />
      </Section>
      <Section name="findings">
        <Findings report={report} />
      </Section>
      <Section name="functions">
        <FunctionsTable report={report} />
      </Section>
      <Section name="routes">
        <RoutesTable report={report} />
      </Section>
      <Section name="lines">
        <LinesTable report={report} />
      </Section>
      <Section name="cost">
        <CostTable report={report} />
      </Section>
      <Section name="notes">
        <Notes report={report} />
      </Section>
    </>
  );
}

function Title({ report: { app, machine, startedAt, quality } }: { readonly report: Report }): VNode {
  const { t, date, count } = useWords();
  const commit = app.commit?.slice(0, 10);
  const revision = app.dirty === true ? t('withChanges', commit ?? '') : commit;
  const warnings = quality.warnings.length;
  return (
    <header>
      <h1>{app.command}</h1>
      <p class="detail">
        {t('measured', app.nodeVersion, date(startedAt), machine.cpuModel)}
        {commit !== undefined && ` · ${revision ?? ''}`}
        {warnings > 0 && (
          <>
            {' · '}
            <a href="#notes">{`${t('warnings')}: ${count(warnings)}`}</a>
          </>
        )}
      </p>
    </header>
  );
}

interface SectionProps {
  readonly name: StringKey;
  readonly children: ComponentChildren;
}

function Section({ name, children }: SectionProps): VNode {
  const { t } = useWords();
  return (
    <section id={name} aria-labelledby={`${name}-title`}>
      <h2 id={`${name}-title`}>{t(name)}</h2>
      {children}
    </section>
  );
}
