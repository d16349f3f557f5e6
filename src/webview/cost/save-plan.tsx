/** The plan to keep: into leanscope.json where an editor can write it, to copy elsewhere; and the call that computes the same. */
import type { VNode } from 'preact';
import { useContext, useId, useState } from 'preact/hooks';
import type { CostInputs } from '../../model/report-cost.ts';
import { plansOf } from '../../model/spec.ts';
import { PageContext, useWords } from '../words.ts';
import { commandLine, leanscopeJson } from './plan-text.ts';

export function SavePlan({ inputs }: { readonly inputs: CostInputs }): VNode {
  const { words, savePlan } = useContext(PageContext);
  const { t } = words;
  return (
    <section aria-labelledby="save-plan">
      <h3 id="save-plan">{t('keepPlan')}</h3>
      {savePlan !== undefined && (
        <p>
          <button
            type="button"
            class="primary"
            onClick={() => {
              const { traffic, deployment, engineering } = inputs;
              savePlan(plansOf({ traffic, deployment, engineering }));
            }}
          >
            {t('savePlan')}
          </button>
        </p>
      )}
      <CopyText label={t('planAsJson')} text={leanscopeJson(inputs)} />
      <CopyText label={t('planAsCommand')} text={commandLine(inputs)} />
    </section>
  );
}

function CopyText({ label, text }: { readonly label: string; readonly text: string }): VNode {
  const { t } = useWords();
  const id = useId();
  const [copied, setCopied] = useState<string>();
  const copy = async (): Promise<void> => {
    const field = document.getElementById(id);
    if (field instanceof HTMLTextAreaElement) field.select();
    try {
      await navigator.clipboard.writeText(text);
      setCopied(text);
    } catch {
      // Not everywhere may a page write to the clipboard; the text is selected, and the reader's own keys copy it.
      setCopied(undefined);
    }
  };
  return (
    <div class="copy">
      <label for={id}>{label}</label>
      <textarea id={id} readOnly rows={Math.min(12, text.split('\n').length + 1)} value={text} spellcheck={false} />
      <button type="button" onClick={() => void copy()} aria-label={`${t('copy')}: ${label}`}>
        {t('copy')}
      </button>{' '}
      <span role="status">{copied === text ? t('copied') : ''}</span>
    </div>
  );
}
