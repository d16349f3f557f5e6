/** The code where the cost is, each line with its own beside it. Code is text, whatever is in it. */
import type { VNode } from 'preact';
import { useContext, useEffect, useMemo, useRef } from 'preact/hooks';
import type { ReportLine } from '../../model/report-code.ts';
import type { Report } from '../../model/report.ts';
import type { SourceExcerpt } from '../../model/source-excerpt.ts';
import { useViewText } from '../frame/use-view.ts';
import { PageContext, useWords } from '../words.ts';
import { placeOfLine, sourceFiles, sourceLine } from './excerpts.ts';
import './source.css';

export function SourceView({ report: { lines } }: { readonly report: Report }): VNode {
  const { t } = useWords();
  const { excerpts = [] } = useContext(PageContext);
  const files = useMemo(() => sourceFiles(excerpts, lines), [excerpts, lines]);
  const costs = useMemo(() => new Map(lines.map((line) => [placeOfLine(line.file, line.line), line])), [lines]);
  const mostMs = useMemo(() => lines.reduce((most, line) => Math.max(most, line.selfCpuMsPerRequest), 0), [lines]);
  const [chosen] = useViewText(sourceLine);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    root.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'center' });
  }, [chosen, files]);
  return (
    <div ref={root}>
      <p class="detail">{t('sourceHint')}</p>
      {files.map(({ file, excerpts: parts }) => (
        <section key={file}>
          <h3 class="place">{file}</h3>
          <div class="scroll" role="region" aria-label={file} tabIndex={0}>
            <table class="code">
              <thead>
                <tr>
                  <th scope="col" class="number">
                    {t('line')}
                  </th>
                  <th scope="col" class="number">
                    {t('selfCpu')}
                  </th>
                  <th scope="col" class="number">
                    {t('alloc')}
                  </th>
                  <th scope="col">{t('code')}</th>
                </tr>
              </thead>
              {parts.map((part) => (
                <Excerpt key={part.line} {...{ part, costs, mostMs, chosen }} />
              ))}
            </table>
          </div>
        </section>
      ))}
    </div>
  );
}

interface ExcerptProps {
  readonly part: SourceExcerpt;
  readonly costs: ReadonlyMap<string, ReportLine>;
  /** Of the costliest line of all files, so that heat means the same everywhere. */
  readonly mostMs: number;
  readonly chosen: string;
}

function Excerpt({ part: { file, line: first, lines }, costs, mostMs, chosen }: ExcerptProps): VNode {
  const { ms, bytes } = useWords();
  return (
    <tbody>
      {lines.map((text, index) => {
        const place = placeOfLine(file, first + index);
        const cost = costs.get(place);
        const heat = mostMs > 0 ? (cost?.selfCpuMsPerRequest ?? 0) / mostMs : 0;
        return (
          <tr key={place} style={{ '--heat': `${(16 * heat).toFixed(1)}%` }} {...(place === chosen ? current : {})}>
            <th scope="row" class="number">
              {first + index}
            </th>
            <td class="number">
              {ms(cost?.selfCpuMsPerRequest)}
              {heat > 0 && (
                <span class="bar" aria-hidden="true">
                  <span style={{ width: `${100 * heat}%` }} />
                </span>
              )}
            </td>
            <td class="number">{bytes(cost?.allocatedBytesPerRequest)}</td>
            <td>
              <code>{text}</code>
            </td>
          </tr>
        );
      })}
    </tbody>
  );
}

const current = { 'aria-current': 'true' } as const;
