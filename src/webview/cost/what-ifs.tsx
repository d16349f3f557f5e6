/** "What if this function were twice as fast?", for any function that costs. */
import type { VNode } from 'preact';
import { useId, useMemo } from 'preact/hooks';
import type { ReportFunction } from '../../model/report-code.ts';
import type { WhatIf } from '../../model/spec.ts';
import { causedCpuMs } from '../../price/what-if.ts';
import { useWords } from '../words.ts';
import { NumberInput } from './number-field.tsx';
import { speedupField } from './plan-fields.ts';
import type { PlanFormProps } from './plan-form-props.ts';
import { withWhatIf } from './plan-inputs.ts';

/** Those of the application first: others are seldom the reader's to change. */
function byCost(functions: readonly ReportFunction[]): readonly ReportFunction[] {
  const ofApp = (fn: ReportFunction): number => Number(fn.origin === 'app');
  return functions
    .filter((fn) => causedCpuMs(fn) > 0)
    .sort((a, b) => ofApp(b) - ofApp(a) || causedCpuMs(b) - causedCpuMs(a));
}

export function WhatIfs({ report, inputs, onInputs }: PlanFormProps): VNode {
  const { t } = useWords();
  const functions = useMemo(() => byCost(report.functions), [report.functions]);
  const whatIf = inputs.whatIf ?? [];
  const change = (at: number, changed: WhatIf | undefined): void => {
    const all = whatIf.flatMap((each, index) => (index === at ? (changed ?? []) : each));
    onInputs(withWhatIf(inputs, all));
  };
  return (
    <>
      {whatIf.map((each, at) => (
        <WhatIfFields
          key={at}
          whatIf={each}
          functions={functions}
          onWhatIf={(changed) => {
            change(at, changed);
          }}
        />
      ))}
      <button
        type="button"
        disabled={functions.length === 0}
        onClick={() => {
          const taken = new Set(whatIf.map((each) => each.function));
          const next = functions.find(({ id }) => !taken.has(id)) ?? functions[0];
          if (next !== undefined) onInputs(withWhatIf(inputs, [...whatIf, { function: next.id, speedup: 2 }]));
        }}
      >
        {t('addWhatIf')}
      </button>
    </>
  );
}

interface WhatIfFieldsProps {
  readonly whatIf: WhatIf;
  readonly functions: readonly ReportFunction[];
  readonly onWhatIf: (whatIf: WhatIf | undefined) => void;
}

function WhatIfFields({ whatIf, functions, onWhatIf }: WhatIfFieldsProps): VNode {
  const { t, ms } = useWords();
  const id = useId();
  const chosen = functions.find((fn) => fn.id === whatIf.function || fn.name === whatIf.function);
  const name = chosen?.name ?? whatIf.function;
  return (
    <fieldset class="campaign">
      <legend>{name}</legend>
      <div class="field">
        <label for={id}>{t('functionName')}</label>
        <select
          id={id}
          value={chosen?.id ?? ''}
          onChange={({ currentTarget }) => {
            onWhatIf({ ...whatIf, function: currentTarget.value });
          }}
        >
          {functions.map((fn) => (
            <option key={fn.id} value={fn.id} selected={fn.id === chosen?.id}>
              {`${fn.name} · ${ms(causedCpuMs(fn))} · ${fn.file}${fn.line === undefined ? '' : `:${fn.line}`}`}
            </option>
          ))}
        </select>
      </div>
      <NumberInput
        field={speedupField}
        value={whatIf.speedup}
        onValue={(speedup) => {
          if (speedup !== undefined) onWhatIf({ ...whatIf, speedup });
        }}
      />
      <button
        type="button"
        onClick={() => {
          onWhatIf(undefined);
        }}
      >
        {t('removeWhatIf', name)}
      </button>
    </fieldset>
  );
}
