/** The other ways than changing the code: the cheapest other type, a bigger one of the same family, a setting of the runtime. */
import type { CostOption, Fleet } from '../model/report-cost.ts';
import type { HardwareChange } from '../model/report-plan.ts';
import type { ReportKnob } from '../model/report-quality.ts';
import type { Assumed } from './assume.ts';
import { capacityOf, type Demand } from './capacity.ts';
import { fleetCost } from './fleet.ts';
import { skusIn } from './catalogue.ts';
import { costOption } from './options.ts';

export function hardwareChanges(
  demand: Demand,
  assumed: Assumed,
  options: readonly CostOption[],
  fleet: Fleet,
): readonly HardwareChange[] {
  const { basis, host } = assumed;
  const here = options.filter(({ provider, region }) => provider === basis.provider && region === basis.region);
  const other = here
    .filter(
      ({ sku, confidence, note, usdPerMonth }) =>
        sku !== basis.sku && confidence === undefined && note === undefined && usdPerMonth !== undefined,
    )
    .sort((a, b) => (a.usdPerMonth ?? Infinity) - (b.usdPerMonth ?? Infinity))[0];
  const bigger = skusIn(basis.provider, basis.region, assumed.priceLists).find(
    ({ family, vcpus }) => family === basis.family && vcpus === 2 * basis.vcpus,
  );
  const biggerOption = bigger === undefined ? undefined : costOption(bigger, demand, assumed);
  const change = (kind: HardwareChange['kind'], option: CostOption | undefined): readonly HardwareChange[] =>
    option?.instances === undefined || option.usdPerMonth === undefined
      ? []
      : [
          {
            kind,
            name: option.sku,
            instances: option.instances,
            usdPerMonth: option.usdPerMonth,
            savesUsdPerMonth: fleet.usdPerMonth - option.usdPerMonth,
            // Sizes of a family have one processor; that benchmarks of them differ by up to 10 % is the benchmarks.
            loopSpeedup: kind === 'biggerType' ? 1 : host.factor / (option.machineFactor ?? host.factor),
          },
        ];
  return [...change('otherType', other), ...change('biggerType', biggerOption)];
}

/** Settings of V8 or Node.js that were tried and found better: the same machines, less asked of them. */
export function flagChanges(
  knobs: readonly ReportKnob[],
  demand: Demand,
  { host, sizing, shape, usdPerHour }: Assumed,
  fleet: Fleet,
): readonly HardwareChange[] {
  if (shape === undefined) return [];
  return knobs.flatMap(({ setting, verdict, cpuRatio, rssRatio }) => {
    if (verdict !== 'better' || !(cpuRatio.value > 0)) return [];
    const lighter = {
      ...demand,
      cpuMs: demand.cpuMs * cpuRatio.value,
      loopMs: demand.loopMs * cpuRatio.value,
      rssBytes: demand.rssBytes * (rssRatio > 0 ? rssRatio : 1),
    };
    const capacity = capacityOf(lighter, host, sizing.workers);
    if (capacity === undefined) return [];
    const { instances, usdPerMonth } = fleetCost(shape, capacity, sizing, usdPerHour);
    const money = { usdPerMonth, savesUsdPerMonth: fleet.usdPerMonth - usdPerMonth };
    return [{ kind: 'runtimeFlag' as const, name: setting, instances, ...money, loopSpeedup: 1 / cpuRatio.value }];
  });
}
