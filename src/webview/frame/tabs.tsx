/** Tabs as the ARIA Authoring Practices have them: arrow keys, Home and End go from one to the next. */
import type { VNode } from 'preact';
import { useContext, useEffect, useRef } from 'preact/hooks';
import type { Report } from '../../model/report.ts';
import type { StringKey } from '../strings.ts';
import { PageContext, useWords } from '../words.ts';
import { nextTab } from './next-tab.ts';
import { useViewChoice } from './use-view.ts';
import { usePrinting } from './use-printing.ts';
import './tabs.css';

export type TabName = Extract<StringKey, `tab_${string}`> extends `tab_${infer Name}` ? Name : never;

export interface Tab {
  readonly name: TabName;
  readonly Panel: (props: { readonly report: Report }) => VNode | null;
}

interface TabsProps {
  /** The first one is where a reader starts. */
  readonly tabs: readonly [Tab, ...Tab[]];
  readonly report: Report;
}

export function Tabs({ tabs, report }: TabsProps): VNode {
  const names = tabs.map(({ name }) => name);
  const [current] = useViewChoice('tab', names, tabs[0].name);
  const visited = useVisited(current);
  const printing = usePrinting();
  return (
    <>
      <TabList names={names} current={current} />
      {tabs.map(({ name, Panel }) => (
        <TabPanel key={name} name={name} shown={printing || name === current}>
          {(printing || visited.has(name)) && <Panel report={report} />}
        </TabPanel>
      ))}
    </>
  );
}

/** What was seen once stays as the reader left it; what was not costs nothing. */
function useVisited(current: string): ReadonlySet<string> {
  const visited = useRef(new Set<string>());
  visited.current.add(current);
  return visited.current;
}

interface TabListProps {
  readonly names: readonly TabName[];
  readonly current: TabName;
}

function TabList({ names, current }: TabListProps): VNode {
  const { t } = useWords();
  const { view } = useContext(PageContext);
  const list = useRef<HTMLDivElement>(null);
  const select = (name: TabName): void => {
    view.set('tab', name === names[0] ? undefined : name, true);
  };
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = nextTab(event.key, names.indexOf(current), names.length);
    const name = next === undefined ? undefined : names[next];
    if (name === undefined) return;
    event.preventDefault();
    select(name);
    document.getElementById(`tab-${name}`)?.focus();
  };
  return (
    <div ref={list} class="tabs" role="tablist" aria-label={t('sections')} onKeyDown={onKeyDown}>
      {names.map((name) => (
        <button
          key={name}
          id={`tab-${name}`}
          type="button"
          role="tab"
          aria-selected={name === current}
          aria-controls={name}
          tabIndex={name === current ? 0 : -1}
          onClick={() => {
            select(name);
          }}
        >
          {t(`tab_${name}`)}
        </button>
      ))}
    </div>
  );
}

interface TabPanelProps {
  readonly name: TabName;
  readonly shown: boolean;
  readonly children: VNode | false;
}

function TabPanel({ name, shown, children }: TabPanelProps): VNode {
  const { t } = useWords();
  return (
    <section id={name} role="tabpanel" aria-labelledby={`tab-${name}`} hidden={!shown} tabIndex={0}>
      <h2>{t(`tab_${name}`)}</h2>
      {children}
    </section>
  );
}
