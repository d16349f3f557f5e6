/**
 * The cost planner. In: a Report. Each change of the plan prices it again with the command line's own code, here, at once; the
 * measurement is not touched.
 */
import type { VNode } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { CostInputs } from '../../model/report-cost.ts';
import type { Report } from '../../model/report.ts';
import { reprice } from '../../price/price.ts';
import { useViewText } from '../frame/use-view.ts';
import { useWords } from '../words.ts';
import { CloudFunctionTable } from './cloud-function-table.tsx';
import { CostTable } from './cost-table.tsx';
import { FixOrHardware } from './fix-or-hardware.tsx';
import { PlanForm } from './plan-form.tsx';
import { inputsOfText, textOfInputs } from './plan-inputs.ts';
import { PlanResults } from './plan-results.tsx';
import './planner.css';
import { SavePlan } from './save-plan.tsx';
import { Sources } from './sources.tsx';

export function Planner({ report }: { readonly report: Report }): VNode {
  const { t } = useWords();
  const stated = textOfInputs(report.cost.inputs ?? {});
  const [text, setText] = useViewText('plan', stated);
  // Fields keep what is typed while it is wrong; going back to the run's own plan empties them too.
  const [edition, setEdition] = useState(0);
  const inputs = useMemo((): CostInputs => inputsOfText(text) ?? report.cost.inputs ?? {}, [text, report]);
  const priced = useMemo(() => reprice(report, inputs), [report, inputs]);
  const { cost } = priced;
  return (
    <div class="planner">
      <div>
        <PlanForm
          key={edition}
          report={priced}
          inputs={inputs}
          onInputs={(changed) => {
            setText(textOfInputs(changed));
          }}
        />
        <button
          type="button"
          disabled={text === stated}
          onClick={() => {
            setText(stated);
            setEdition(edition + 1);
          }}
        >
          {t('resetPlan')}
        </button>
      </div>
      <div class="planned">
        <PlanResults cost={cost} />
        <FixOrHardware report={priced} />
        <h3>{t('otherTypes')}</h3>
        <CostTable name="options" caption={t('costCaption')} options={cost.options} basis={cost.basis} />
        {cost.containers !== undefined && cost.containers.length > 0 && (
          <CostTable name="containers" caption={t('containersCaption')} options={cost.containers} basis={cost.basis} />
        )}
        {cost.cloudFunctions !== undefined && cost.cloudFunctions.length > 0 && (
          <CloudFunctionTable options={cost.cloudFunctions} />
        )}
        <SavePlan inputs={inputs} />
        <Sources cost={cost} />
      </div>
    </div>
  );
}
