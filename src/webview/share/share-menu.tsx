/** The report as a file, for whoever reads it elsewhere. */
import type { VNode } from 'preact';
import { useContext, useRef } from 'preact/hooks';
import type { Report } from '../../model/report.ts';
import { PageContext, useWords } from '../words.ts';
import { formats } from './formats.ts';
import './share.css';

export function ShareMenu({ report }: { readonly report: Report }): VNode {
  const { t } = useWords();
  const { save, savePage } = useContext(PageContext);
  const menu = useRef<HTMLDetailsElement>(null);
  const done = (): void => {
    if (menu.current !== null) menu.current.open = false;
    menu.current?.querySelector('summary')?.focus();
  };
  return (
    <details
      ref={menu}
      class="share-menu"
      onKeyDown={(event) => {
        if (event.key === 'Escape') done();
      }}
    >
      <summary>{t('shareReport')}</summary>
      <ul>
        {savePage !== undefined &&
          ([true, false] as const).map((source) => (
            <li key={source}>
              <button
                type="button"
                class="link"
                onClick={() => {
                  savePage('leanscope.html', source);
                  done();
                }}
              >
                {source ? 'HTML' : t('withoutCode')}
              </button>{' '}
              <span class="detail">{t(source ? 'forAnybody' : 'forStrangers')}</span>
            </li>
          ))}
        {formats.map(({ name, file, forWhat, render }) => (
          <li key={name}>
            <button
              type="button"
              class="link"
              onClick={() => {
                save(file, render(report));
                done();
              }}
            >
              {name}
            </button>{' '}
            <span class="detail">{t(forWhat)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
