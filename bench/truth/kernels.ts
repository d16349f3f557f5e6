/** The application of the three functions that V8 inlines, 5:3:2 by construction. */
import type { ReportFunction } from '../../src/model/report-code.ts';
import type { Report } from '../../src/model/report.ts';

const truth = { alpha: 0.5, beta: 0.3, gamma: 0.2 };

export interface KernelShare {
  readonly true: number;
  readonly found: number;
  /** 95 %, as the Report has it of the CPU of the function, over the CPU of the three. */
  readonly low: number;
  readonly high: number;
}

/** Of the self time of the application's own code. */
export function kernelShares({ functions }: Report): readonly KernelShare[] {
  const own = functions.filter(({ origin }) => origin === 'app');
  const all = own.reduce((sum, { selfCpuMsPerRequest }) => sum + selfCpuMsPerRequest, 0);
  if (all === 0) throw new Error('the Report has no function of the application');
  return Object.entries(truth).map(([name, share]) =>
    shareOf(
      share,
      all,
      own.find((each) => each.name === name),
    ),
  );
}

/** A function that is not there has a share of 0, and is told to have no other. */
function shareOf(truth: number, all: number, found: ReportFunction | undefined): KernelShare {
  const self = found?.selfCpuMsPerRequest ?? 0;
  const { low, high } = found?.interval ?? { low: self, high: self };
  return { true: truth, found: self / all, low: low / all, high: high / all };
}
