/** One of a few: native radio buttons, which every keyboard and screen reader knows. */
import type { VNode } from 'preact';
import './choices.css';

interface ChoiceButtonsProps<T extends string> {
  readonly name: string;
  readonly legend: string;
  readonly choices: readonly { readonly value: T; readonly label: string }[];
  readonly chosen: T;
  readonly onChoose: (value: T) => void;
}

export function ChoiceButtons<T extends string>(props: ChoiceButtonsProps<T>): VNode {
  const { name, legend, choices, chosen, onChoose } = props;
  return (
    <fieldset class="choice">
      <legend>{legend}</legend>
      {choices.map(({ value, label }) => (
        <label key={value}>
          <input
            type="radio"
            name={name}
            checked={value === chosen}
            onChange={() => {
              onChoose(value);
            }}
          />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
