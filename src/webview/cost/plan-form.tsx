/** The plan: what is stated and what may be. */
import type { ComponentChildren, VNode } from 'preact';
import type { StringKey } from '../strings.ts';
import { useWords } from '../words.ts';
import { Campaigns } from './campaigns.tsx';
import { DeploymentChoice } from './deployment-choice.tsx';
import { NumberInput } from './number-field.tsx';
import {
  deploymentFields,
  engineeringFields,
  moreDeploymentFields,
  moreTrafficFields,
  numberIn,
  trafficFields,
  type NumberField,
} from './plan-fields.ts';
import { withDeployment, withEngineering, withTraffic } from './plan-inputs.ts';
import type { PlanFormProps } from './plan-form-props.ts';
import { WhatIfs } from './what-ifs.tsx';

export function PlanForm(props: PlanFormProps): VNode {
  const { t } = useWords();
  const { report, inputs, onInputs } = props;
  const numbers = (group: 'traffic' | 'deployment' | 'engineering', fields: readonly NumberField[]): VNode[] =>
    fields.map((field) => (
      <NumberInput
        key={field.name}
        field={field}
        value={numberIn(inputs, group, field.name)}
        onValue={(value) => {
          const change = { [field.name]: value };
          if (group === 'traffic') onInputs(withTraffic(inputs, change));
          else if (group === 'deployment') onInputs(withDeployment(inputs, report.cost.basis, change));
          else onInputs(withEngineering(inputs, change));
        }}
      />
    ));
  return (
    <form
      class="plan"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      <Group name="planTraffic">
        {numbers('traffic', trafficFields)}
        <More>{numbers('traffic', moreTrafficFields)}</More>
      </Group>
      <Group name="planCampaigns">
        <Campaigns {...props} />
      </Group>
      <Group name="planDeployment">
        <DeploymentChoice {...props} />
        {numbers('deployment', deploymentFields)}
        <More>{numbers('deployment', moreDeploymentFields)}</More>
      </Group>
      <Group name="planWhatIf">
        <WhatIfs {...props} />
      </Group>
      <Group name="planEngineering">{numbers('engineering', engineeringFields)}</Group>
      <p class="detail">{t('planHint')}</p>
    </form>
  );
}

function Group({ name, children }: { readonly name: StringKey; readonly children: ComponentChildren }): VNode {
  const { t } = useWords();
  return (
    <fieldset>
      <legend>{t(name)}</legend>
      {children}
    </fieldset>
  );
}

function More({ children }: { readonly children: ComponentChildren }): VNode {
  const { t } = useWords();
  return (
    <details>
      <summary>{t('more')}</summary>
      {children}
    </details>
  );
}
