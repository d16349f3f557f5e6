/** What the colours of the frames stand for; each frame says it in letters too. */
import type { VNode } from 'preact';
import { useWords } from '../words.ts';
import { frameKinds } from './palette.ts';

export function FlameLegend(): VNode {
  const { t } = useWords();
  return (
    <ul class="flame-legend" aria-label={t('legend')}>
      {frameKinds.map((kind) => (
        <li key={kind}>
          <span class={`frame-mark kind-${kind}`} aria-hidden="true" />
          {t(`kind_${kind}`)}
        </li>
      ))}
    </ul>
  );
}
