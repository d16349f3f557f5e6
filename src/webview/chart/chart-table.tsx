/** A chart's figures as a table, for whoever reads better than they see. */
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { useWords } from '../words.ts';
import { valueAt, type ChartData } from './chart-data.ts';

interface ChartTableProps {
  readonly data: ChartData;
  readonly stops: readonly number[];
}

export function ChartTable({ data, stops }: ChartTableProps): VNode {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <details
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary>{t('chartTable')}</summary>
      {/* Hundreds of rows that nobody may ask for are not kept ready. */}
      {open && <Rows data={data} stops={stops} />}
    </details>
  );
}

function Rows({ data: { title, x, y, series }, stops }: ChartTableProps): VNode {
  return (
    <div class="scroll" role="region" aria-label={title} tabIndex={0}>
      <table>
        <caption>{`${title}: ${y.title}`}</caption>
        <thead>
          <tr>
            <th scope="col">{x.title}</th>
            {series.map(({ name }) => (
              <th key={name} scope="col" class="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {stops.map((stop) => (
            <tr key={stop}>
              <th scope="row">{x.text(stop)}</th>
              {series.map((each) => {
                const value = valueAt(each, stop);
                return (
                  <td key={each.name} class="number">
                    {value === undefined ? '' : y.text(value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
