/** One of many: a native list, which every keyboard and screen reader knows. */
import type { VNode } from 'preact';
import './choices.css';

interface SelectProps {
  readonly legend: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly chosen: string;
  readonly onChoose: (value: string) => void;
}

export function Select({ legend, choices, chosen, onChoose }: SelectProps): VNode {
  return (
    <label>
      {legend}{' '}
      <select
        value={chosen}
        onChange={(event) => {
          onChoose(event.currentTarget.value);
        }}
      >
        {choices.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
