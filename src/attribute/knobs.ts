/**
 * What a setting changes: its instance against the default ones, block by block. Neighbours in a block ran within seconds of
 * each other, so the machine's moods cancel in their ratio; the two default instances against each other say what is left of them,
 * and of what differs between any two instances of the same program.
 */
import type { KnobTurn, RecordedKnobs } from '../model/knob.ts';
import type { Ratio } from '../model/interval.ts';
import type { ReportKnob } from '../model/report-quality.ts';
import { intervalOf, ratioOfPairs, ratioOfSums, sum } from './statistics.ts';

export interface KnobCosts {
  readonly knobs: readonly ReportKnob[];
  /** CPU per request of the second default instance over the first; the noise a setting has to exceed. */
  readonly againstItself: Ratio;
}

type Measure = (turn: KnobTurn) => number;

const cpuPerRequest: Measure = ({ processCpuUs, completed }) => processCpuUs / completed;
const throughput: Measure = ({ wallUs, completed }) => completed / wallUs;
const rss: Measure = ({ rssBytes }) => rssBytes;

/** Undefined where the default instances were not both measured in two blocks. */
export function costKnobs({ instances, turns }: RecordedKnobs): KnobCosts | undefined {
  const blocks = blocksOf(turns);
  const againstItself = ratioOver(blocks, cpuPerRequest, 1, [0]);
  if (againstItself === undefined) return undefined;
  const noise = Math.max(Math.abs(Math.log(againstItself.low)), Math.abs(Math.log(againstItself.high)));
  const knobs = instances.flatMap(({ setting }, instance): readonly ReportKnob[] => {
    if (setting === undefined) return [];
    const compared = (measure: Measure): Ratio | undefined => ratioOver(blocks, measure, instance, [0, 1]);
    const [cpuRatio, throughputRatio, rssRatio] = [cpuPerRequest, throughput, rss].map(compared);
    if (cpuRatio === undefined || throughputRatio === undefined || rssRatio === undefined) return [];
    const errors = sum(turns.filter((turn) => turn.instance === instance).map((turn) => turn.errors));
    return [
      {
        setting: setting.name,
        kind: setting.kind,
        cpuRatio,
        ...cpuOf(turns.filter((turn) => turn.instance === instance)),
        throughputRatio,
        rssRatio: rssRatio.value,
        ...(errors === 0 ? {} : { errors }),
        verdict: verdictOf(cpuRatio, noise),
      },
    ];
  });
  return { knobs, againstItself };
}

function cpuOf(turns: readonly KnobTurn[]): Pick<ReportKnob, 'cpuMsPerRequest'> {
  const cpu = ratioOfSums(
    turns.map(({ processCpuUs, completed }) => ({ numerator: processCpuUs / 1000, denominator: completed })),
  );
  const interval = cpu === undefined ? undefined : intervalOf(cpu);
  return cpu === undefined || interval === undefined ? {} : { cpuMsPerRequest: { value: cpu.value, ...interval } };
}

/** Sure of its direction, and further from 1 than the default is from itself. */
function verdictOf({ value, low, high }: Ratio, noise: number): ReportKnob['verdict'] {
  if ((low <= 1 && high >= 1) || Math.abs(Math.log(value)) <= noise) return 'inconclusive';
  return value < 1 ? 'better' : 'worse';
}

type Block = ReadonlyMap<number, KnobTurn>;

/** Turns in which nothing was answered say nothing. */
function blocksOf(turns: readonly KnobTurn[]): readonly Block[] {
  const blocks = new Map<number, Map<number, KnobTurn>>();
  for (const turn of turns) {
    if (turn.completed === 0) continue;
    const block = blocks.get(turn.block) ?? new Map<number, KnobTurn>();
    block.set(turn.instance, turn);
    blocks.set(turn.block, block);
  }
  return [...blocks.values()];
}

/** Of an instance to the mean of those it is held against, paired by block. */
function ratioOver(
  blocks: readonly Block[],
  measure: Measure,
  instance: number,
  against: readonly number[],
): Ratio | undefined {
  const logs = blocks.map((block) => {
    const logOf = (index: number): number => {
      const turn = block.get(index);
      return turn === undefined ? NaN : Math.log(measure(turn));
    };
    return logOf(instance) - sum(against.map(logOf)) / against.length;
  });
  return ratioOfPairs(logs);
}
