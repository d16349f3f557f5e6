/** What the dollars assume, and where each price comes from: one click to check it, one to change what it was chosen by. */
import type { VNode } from 'preact';
import type { Cost, PriceSource } from '../../model/report-cost.ts';
import { Sentences } from '../overview/notes.tsx';
import { useWords } from '../words.ts';

interface Fact {
  readonly what: string;
  readonly figure: string;
  readonly source: PriceSource;
  /** Name of the field of the plan that decides it. */
  readonly field?: string;
}

export function Sources({ cost }: { readonly cost: Cost }): VNode {
  const { t } = useWords();
  const facts = useFacts(cost);
  return (
    <div>
      <h3 id="sources">{t('sources')}</h3>
      <div class="scroll" role="region" aria-label={t('sourcesCaption')} tabIndex={0}>
        <table>
          <caption>{t('sourcesCaption')}</caption>
          <thead>
            <tr>
              {(['sourceOf', 'price', 'sourceFrom', 'asOfDay', 'change'] as const).map((key) => (
                <th key={key} scope="col">
                  {t(key)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {facts.map(({ what, figure, source, field }) => (
              <tr key={what}>
                <th scope="row">{what}</th>
                <td>{figure}</td>
                <td>
                  <SourceLink source={source} />
                </td>
                <td>{source.asOf}</td>
                <td>{field !== undefined && <EditLink field={field} what={what} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h4>{t('assumptions')}</h4>
      <ul class="assumed">
        {cost.assumptions.map((text) => (
          <Sentences key={text} text={text} />
        ))}
      </ul>
    </div>
  );
}

export function SourceLink({ source: { source, url } }: { readonly source: PriceSource }): VNode {
  return !url?.startsWith('https://') ? (
    <span class="source">{source}</span>
  ) : (
    <a class="source" href={url} target="_blank" rel="noreferrer">
      {source}
    </a>
  );
}

function EditLink({ field, what }: { readonly field: string; readonly what: string }): VNode {
  const { t } = useWords();
  return (
    <button
      type="button"
      class="link"
      aria-label={`${t('edit')}: ${what}`}
      onClick={() => {
        document.querySelector<HTMLElement>(`.plan [name=${field}]`)?.focus();
      }}
    >
      {t('edit')}
    </button>
  );
}

/** Spare Cores' licence asks for its name wherever its figures are used. */
const speeds: PriceSource = {
  source: 'Spare Cores (CC BY-SA 4.0)',
  url: 'https://github.com/SpareCores/sc-inspector-data',
  asOf: '2026-08-22',
};

function useFacts({
  basis,
  egressBasis,
  egressUsdPerMillionRequests,
  carbon,
  uncertaintyShare,
}: Cost): readonly Fact[] {
  const { t, usdPerHour, unitUsd, share, rate } = useWords();
  return [
    ...(basis === undefined
      ? []
      : [
          {
            what: `${basis.provider} ${basis.sku}, ${basis.region}`,
            figure: usdPerHour(basis.usdPerHour),
            source: basis,
            field: 'instance',
          },
        ]),
    ...(egressBasis === undefined
      ? []
      : [
          {
            what: t('egress'),
            figure: unitUsd(egressUsdPerMillionRequests),
            source: egressBasis,
            field: 'cachedBytesShare',
          },
        ]),
    {
      what: t('speedOfCores'),
      figure: uncertaintyShare === undefined ? '' : `±${share(uncertaintyShare)}`,
      source: speeds,
      field: 'instance',
    },
    ...(carbon === undefined
      ? []
      : [
          {
            what: t('carbon'),
            figure: `${rate(carbon.gramsCO2ePerMillionRequests)} g CO₂e · ${rate(carbon.kWhPerMillionRequests)} kWh`,
            source: carbon,
            field: 'region',
          },
        ]),
  ];
}
