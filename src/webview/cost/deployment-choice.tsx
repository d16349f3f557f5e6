/** Where it runs, on what, and how that is bought. */
import type { VNode } from 'preact';
import { useId } from 'preact/hooks';
import type { Deployment, Extra, Purchase } from '../../model/spec.ts';
import { providerNames, regionsOf, skusIn } from '../../price/catalogue.ts';
import { moveTo } from '../../price/move.ts';
import { useWords } from '../words.ts';
import { NumberInput } from './number-field.tsx';
import { numberIn, purchaseFields } from './plan-fields.ts';
import type { PlanFormProps } from './plan-form-props.ts';
import { withDeployment } from './plan-inputs.ts';

const purchases: readonly Purchase[] = ['onDemand', 'spot', 'committed'];
const extras: readonly Extra[] = ['loadBalancer', 'natGateway', 'kubernetesControlPlane'];
/** What a year's promise commonly takes off, until the reader says what theirs does. */
const usualDiscount = 0.3;

export function DeploymentChoice({ report, inputs, onInputs }: PlanFormProps): VNode {
  const { t, usdPerHour } = useWords();
  const { basis, priceLists } = report.cost;
  const provider = basis?.provider ?? '';
  const region = basis?.region ?? '';
  const set = (change: Partial<Deployment>): void => {
    onInputs(withDeployment(inputs, basis, change));
  };
  const move = (to: { readonly provider: string; readonly region?: string }): void => {
    const moved = moveTo({ provider, region, instance: basis?.sku ?? '' }, to);
    if (moved !== undefined) set(moved);
  };
  const { purchase = 'onDemand' } = inputs.deployment ?? {};
  const types = skusIn(provider, region, priceLists);
  return (
    <>
      <Choice
        name="provider"
        value={provider}
        choices={providerNames.map((name) => [name, name])}
        onChoice={(name) => {
          move({ provider: name });
        }}
      />
      <Choice
        name="region"
        value={region}
        choices={regionsOf(provider).map((name) => [name, name])}
        onChoice={(name) => {
          move({ provider, region: name });
        }}
      />
      <Choice
        name="instance"
        value={basis?.sku ?? ''}
        choices={types.map(({ sku, vcpus, memGiB, usdPerHour: usd }) => [
          sku,
          `${sku} · ${vcpus} vCPU · ${memGiB} GiB · ${usdPerHour(usd)}`,
        ])}
        onChoice={(instance) => {
          set({ provider, region, instance });
        }}
      />
      <Choice
        name="purchase"
        value={purchase}
        choices={purchases.map((each) => [each, t(`purchase_${each}`)])}
        onChoice={(chosen) => {
          const discount = inputs.deployment?.discount ?? usualDiscount;
          set({ purchase: chosen as Purchase, ...(chosen === 'committed' ? { discount } : {}) });
        }}
      />
      {purchaseFields
        .filter(({ name }) => purchase !== 'onDemand' && (name !== 'discount' || purchase === 'committed'))
        .map((field) => (
          <NumberInput
            key={field.name}
            field={field}
            value={numberIn(inputs, 'deployment', field.name)}
            onValue={(value) => {
              set({ [field.name]: value ?? (field.name === 'discount' ? 0 : undefined) });
            }}
          />
        ))}
      <fieldset class="choices">
        <legend>{t('extras')}</legend>
        {extras.map((extra) => (
          <label key={extra}>
            <input
              type="checkbox"
              checked={inputs.deployment?.extras?.includes(extra) === true}
              onChange={({ currentTarget }) => {
                const others = (inputs.deployment?.extras ?? []).filter((each) => each !== extra);
                set({ extras: currentTarget.checked ? [...others, extra] : others });
              }}
            />{' '}
            {t(`extra_${extra}`)}
          </label>
        ))}
      </fieldset>
    </>
  );
}

interface ChoiceProps {
  readonly name: 'provider' | 'region' | 'instance' | 'purchase';
  readonly value: string;
  readonly choices: readonly (readonly [value: string, text: string])[];
  readonly onChoice: (value: string) => void;
}

function Choice({ name, value, choices, onChoice }: ChoiceProps): VNode {
  const { t } = useWords();
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{t(`field_${name}`)}</label>
      <select
        id={id}
        name={name}
        value={value}
        onChange={({ currentTarget }) => {
          onChoice(currentTarget.value);
        }}
      >
        {choices.map(([each, text]) => (
          <option key={each} value={each} selected={each === value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
