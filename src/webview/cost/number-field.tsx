/** A number of the plan: typed or slid; what cannot be is refused by name, and the figures stay as they were. */
import type { VNode } from 'preact';
import { useId, useState } from 'preact/hooks';
import { useWords, type Words } from '../words.ts';
import { placeOnSlider, shown, valueOfTyped, valueOnSlider, type NumberField, type Typed } from './plan-fields.ts';

export interface NumberFieldProps {
  readonly field: NumberField;
  /** In the plan's unit; undefined where it is not stated. */
  readonly value: number | undefined;
  readonly onValue: (value: number | undefined) => void;
}

const sliderSteps = 400;

export function NumberInput({ field, value, onValue }: NumberFieldProps): VNode {
  const words = useWords();
  const { t } = words;
  const id = useId();
  const { name, percent, slider, assumed, limits, required } = field;
  // What stands in the field while it is typed: "0." is on its way to 0.5.
  const [draft, setDraft] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const scale = percent === true ? 100 : 1;
  const inUnit = value === undefined ? undefined : shown(value * scale);
  const label = t(`field_${name}`);
  const type = (text: string, isNumber: boolean): void => {
    setDraft(text);
    const typed: Typed = isNumber ? valueOfTyped(field, text) : { kind: 'wrong', typed: '' };
    setProblem(typed.kind === 'value' ? undefined : problemOf(label, typed, field, words));
    if (typed.kind === 'value') onValue(typed.value);
  };
  return (
    <div class="field">
      <label for={id}>
        {label}
        {t(`unit_${name}`) !== '' && <span class="unit"> {t(`unit_${name}`)}</span>}
      </label>
      <input
        id={id}
        name={name}
        type="number"
        step="any"
        min={Math.max(limits.least, -1e9)}
        max={Math.min(limits.most, 1e9)}
        required={required === true}
        value={draft ?? inUnit ?? ''}
        placeholder={assumed === undefined ? '' : String(assumed)}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : `${id}-problem`}
        onInput={({ currentTarget }) => {
          type(currentTarget.value, !currentTarget.validity.badInput);
        }}
        onBlur={() => {
          if (problem === undefined) setDraft(undefined);
        }}
      />
      {slider !== undefined && (
        <input
          type="range"
          min={0}
          max={sliderSteps}
          value={Math.round(sliderSteps * placeOnSlider(slider, inUnit ?? assumed ?? slider.least))}
          aria-label={label}
          aria-valuetext={`${inUnit ?? assumed ?? ''} ${t(`unit_${name}`)}`}
          onInput={({ currentTarget }) => {
            setDraft(undefined);
            setProblem(undefined);
            onValue(shown(valueOnSlider(slider, Number(currentTarget.value) / sliderSteps) / scale));
          }}
        />
      )}
      {problem !== undefined && (
        <p id={`${id}-problem`} class="problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

function problemOf(
  label: string,
  typed: Exclude<Typed, { readonly kind: 'value' }>,
  { limits: { least, most, whole } }: NumberField,
  { t }: Words,
): string {
  const wanted = t(whole ? 'wantedWhole' : 'wantedNumber', String(least), String(most));
  const given = typed.kind === 'wrong' ? typed.typed : '';
  return given === '' ? t('fieldMissing', label, wanted) : t('fieldWrong', label, wanted, given);
}
