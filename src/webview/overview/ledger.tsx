/** Where the CPU goes: a bar for the eye, and the table it stands for. */
import type { VNode } from 'preact';
import type { Report } from '../../model/report.ts';
import { useWords } from '../words.ts';

export function Ledger({ report: { ledger, totals } }: { readonly report: Report }): VNode | null {
  const { t, ms, share } = useWords();
  const total = totals.cpuMsPerRequest;
  // A measuring error can make a row negative; it stays in the table, but a bar has no room below nothing.
  const shown = ledger.filter(({ cpuMsPerRequest }) => cpuMsPerRequest > 0);
  if (ledger.length === 0 || !(total > 0)) return null;
  return (
    <section aria-labelledby="ledger">
      <h3 id="ledger">{t('ledgerTitle')}</h3>
      <div class="ledger" aria-hidden="true">
        {shown.map(({ kind, cpuMsPerRequest }) => (
          <span key={kind} class={`part ${kind}`} style={{ flexGrow: cpuMsPerRequest / total }}>
            <span>{t(`ledger_${kind}`)}</span>
          </span>
        ))}
      </div>
      <table class="legend">
        <caption>{t('ledgerCaption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('ledgerBy')}</th>
            <th scope="col" class="number">
              {t('cpuPerRequest')}
            </th>
            <th scope="col" class="number">
              {t('share')}
            </th>
          </tr>
        </thead>
        <tbody>
          {ledger.map(({ kind, cpuMsPerRequest }) => (
            <tr key={kind}>
              <th scope="row">
                <span class={`swatch ${kind}`} aria-hidden="true" />
                {t(`ledger_${kind}`)}
              </th>
              <td class="number">{ms(cpuMsPerRequest)}</td>
              <td class="number">{share(cpuMsPerRequest / total)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
