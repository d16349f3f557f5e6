/** A setting of V8 or Node.js that was measured beside the application as it is, and costs less. */
import { isProductionSetting } from '../../model/development.ts';
import { seen } from '../../model/observation.ts';
import type { Rule } from '../rule.ts';

export const runtimeSetting: Rule = {
  id: 'runtime-setting',
  find: ({ priced: { knobs = [], totals } }) => {
    // They were tried one by one: what two of them save together is not known, so that only the best is told.
    const [best] = knobs
      // Production mode is a finding of its own.
      .filter(({ setting }) => !isProductionSetting(setting))
      .filter(({ verdict, errors = 0 }) => verdict === 'better' && errors === 0)
      .sort((a, b) => a.cpuRatio.value - b.cpuRatio.value);
    if (best === undefined) return [];
    const { setting, kind, cpuRatio, throughputRatio, rssRatio } = best;
    return [
      {
        rule: 'runtime-setting',
        certainty: 'certain',
        cpuMs: totals.cpuMsPerRequest * (1 - cpuRatio.value),
        measuredMs: {
          low: totals.cpuMsPerRequest * (1 - cpuRatio.high),
          high: totals.cpuMsPerRequest * (1 - cpuRatio.low),
        },
        facts: { setting, kind, saved: 1 - cpuRatio.value },
        because: [
          seen('withSetting', {
            ...{ cpu: cpuRatio.value, low: cpuRatio.low, high: cpuRatio.high },
            ...{ throughput: throughputRatio.value, rss: rssRatio },
          }),
          seen('sameCpu'),
        ],
        effort: 1,
      },
    ];
  },
};
