/** Days on which more comes than usual. */
import type { VNode } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { Campaign } from '../../model/spec.ts';
import { useWords } from '../words.ts';
import { NumberInput } from './number-field.tsx';
import { campaignFields, type NumberField } from './plan-fields.ts';
import type { PlanFormProps } from './plan-form-props.ts';
import { withCampaigns, without } from './plan-inputs.ts';

const msPerDay = 86_400_000;
/** A campaign that nobody has described yet: next month, three days, three times the traffic. */
const daysAhead = 30;
const usual = { days: 3, multiplier: 3 };

export function Campaigns({ report, inputs, onInputs }: PlanFormProps): VNode {
  const { t } = useWords();
  const campaigns = inputs.traffic?.campaigns ?? [];
  const change = (at: number, campaign: Campaign | undefined): void => {
    const changed = campaigns.flatMap((each, index) => (index === at ? (campaign ?? []) : each));
    onInputs(withCampaigns(inputs, changed));
  };
  const add = (): void => {
    const start = new Date(Date.parse(report.startedAt) + daysAhead * msPerDay).toISOString().slice(0, 10);
    const name = t('campaignName', String(campaigns.length + 1));
    onInputs(withCampaigns(inputs, [...campaigns, { name, start, ...usual }]));
  };
  return (
    <>
      {campaigns.map((campaign, at) => (
        <CampaignFields
          key={at}
          campaign={campaign}
          onCampaign={(changed) => {
            change(at, changed);
          }}
        />
      ))}
      <button type="button" onClick={add}>
        {t('addCampaign')}
      </button>
    </>
  );
}

interface CampaignFieldsProps {
  readonly campaign: Campaign;
  readonly onCampaign: (campaign: Campaign | undefined) => void;
}

function CampaignFields({ campaign, onCampaign }: CampaignFieldsProps): VNode {
  const { t } = useWords();
  const id = useId();
  const name = campaign.name ?? campaign.start;
  return (
    <fieldset class="campaign">
      <legend>{name}</legend>
      <div class="field">
        <label for={`${id}-name`}>{t('field_name')}</label>
        <input
          id={`${id}-name`}
          type="text"
          value={campaign.name ?? ''}
          onInput={({ currentTarget }) => {
            const text = currentTarget.value;
            onCampaign(without({ ...campaign, name: text === '' ? undefined : text }) as Campaign);
          }}
        />
      </div>
      <StartDay campaign={campaign} onCampaign={onCampaign} />
      {campaignFields.map((field) => (
        <NumberInput
          key={field.name}
          field={limitedBy(field, campaign)}
          value={campaign[field.name as 'days' | 'multiplier' | 'rampDays']}
          onValue={(value) => {
            onCampaign(fitting(without({ ...campaign, [field.name]: value }) as Campaign));
          }}
        />
      ))}
      <button
        type="button"
        onClick={() => {
          onCampaign(undefined);
        }}
      >
        {t('removeCampaign', name)}
      </button>
    </fieldset>
  );
}

/** It rises within its own days. */
function limitedBy(field: NumberField, { days }: Campaign): NumberField {
  return field.name === 'rampDays' ? { ...field, limits: { ...field.limits, most: Math.max(0, days - 1) } } : field;
}

function fitting(campaign: Campaign): Campaign {
  const { rampDays, days } = campaign;
  return rampDays === undefined ? campaign : { ...campaign, rampDays: Math.min(rampDays, days - 1) };
}

function StartDay({ campaign, onCampaign }: CampaignFieldsProps): VNode {
  const { t } = useWords();
  const id = useId();
  const [wrong, setWrong] = useState(false);
  return (
    <div class="field">
      <label for={id}>{t('field_start')}</label>
      <input
        id={id}
        type="date"
        value={campaign.start}
        min="2000-01-01"
        max="2999-12-31"
        required
        aria-invalid={wrong}
        aria-describedby={wrong ? `${id}-problem` : undefined}
        onInput={({ currentTarget }) => {
          const right = currentTarget.value !== '' && currentTarget.validity.valid;
          setWrong(!right);
          if (right) onCampaign({ ...campaign, start: currentTarget.value });
        }}
      />
      {wrong && (
        <p id={`${id}-problem`} class="problem" role="alert">
          {t('fieldMissing', t('field_start'), t('wantedDay'))}
        </p>
      )}
    </div>
  );
}
