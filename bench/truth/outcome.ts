/** What the bench leaves: a table in Markdown, and the same with the machine as JSON. */
import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { answerOf, whatWouldHelp, type Answer, type Evidence, type Trial } from './evidence.ts';
import { countText, estimateText, noiseText } from './figures.ts';
import { intervalOf, summaryOf, type Hypothesis } from './statistics.ts';

export interface Outcome {
  readonly outcomeVersion: 1;
  readonly machine: { readonly cpuModel: string; readonly cores: number; readonly memoryBytes: number };
  readonly nodeVersion: string;
  readonly commit?: string;
  /** Files differ from that commit. */
  readonly dirty?: boolean;
  readonly date: string;
  readonly minutes: number;
  /** The product ended with a bug of its own: in its words. */
  readonly crash?: string;
  readonly claims: readonly ClaimOutcome[];
}

export interface ClaimOutcome {
  readonly name: string;
  readonly claim: string;
  /** What one measures. */
  readonly replicate: string;
  readonly hypothesis: Hypothesis;
  readonly unit: string;
  readonly answer: Answer;
  readonly estimate?: number;
  /** 95 % confidence sequence; absent while it has no bounds. */
  readonly interval?: { readonly low: number; readonly high: number };
  readonly values: readonly number[];
  readonly setAside: number;
  readonly failures: readonly string[];
  readonly spentSeconds: number;
  readonly text: ClaimTexts;
}

export interface ClaimTexts {
  readonly estimate: string;
  readonly replicates: string;
  readonly noise: string;
  readonly wouldHelp: string;
}

export function outcomeOf(trials: readonly Trial[], minutes: number, crash: string | undefined): Outcome {
  return {
    outcomeVersion: 1,
    machine: { cpuModel: cpus()[0]?.model ?? 'unknown', cores: cpus().length, memoryBytes: totalmem() },
    nodeVersion: process.version,
    ...commitNow(),
    date: new Date().toISOString().slice(0, 10),
    minutes,
    ...(crash === undefined ? {} : { crash }),
    claims: trials.flatMap((trial) => trial.evidence.map((evidence) => claimOutcome(trial, evidence))),
  };
}

function claimOutcome(trial: Trial, evidence: Evidence): ClaimOutcome {
  const { claim, values } = evidence;
  const interval = intervalOf(claim.hypothesis, summaryOf(values));
  return {
    ...{ name: claim.name, claim: claim.sentence, hypothesis: claim.hypothesis, unit: claim.unit },
    replicate: trial.experiment.replicate,
    answer: answerOf(evidence),
    ...(values.length === 0 ? {} : { estimate: summaryOf(values).mean }),
    ...(Number.isFinite(interval.low) ? { interval } : {}),
    values,
    setAside: trial.setAside.busy + trial.setAside.unsteady,
    failures: trial.failures,
    spentSeconds: Math.round(trial.spentMs / 1000),
    text: {
      estimate: estimateText(evidence),
      replicates: countText(trial, evidence),
      noise: noiseText(trial),
      wouldHelp: whatWouldHelp(trial, evidence),
    },
  };
}

/** Empty outside a checkout. */
function commitNow(): { readonly commit?: string; readonly dirty?: boolean } {
  const git = (...args: readonly string[]): string =>
    execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    return { commit: git('rev-parse', 'HEAD'), dirty: git('status', '--porcelain', '--untracked-files=no') !== '' };
  } catch {
    return {};
  }
}

export function markdownOf(outcome: Outcome): string {
  const { machine, nodeVersion, commit, dirty, date, minutes, claims, crash } = outcome;
  const memory = `${Math.round(machine.memoryBytes / 2 ** 30)} GB`;
  const at = commit === undefined ? '' : `, commit ${commit.slice(0, 12)}${dirty === true ? ' with changes' : ''}`;
  const head = ['claim', 'answer', 'estimate (95 %)', 'replicates', 'noise met', 'what would help'];
  const rows = claims.map(({ name, claim, answer, text }) => [
    `**${name}**: ${claim}`,
    answer === 'does not hold' ? `**${answer}**` : answer,
    ...[text.estimate, text.replicates, text.noise, text.wouldHelp],
  ]);
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cellText).join(' | ')} |`);
  return [
    `${machine.cpuModel}, ${machine.cores} processors, ${memory}; Node.js ${nodeVersion.slice(1)}${at}; ${date}; ${minutes} minutes.`,
    '',
    ...lines,
    ...(crash === undefined ? [] : ['', `**The product crashed**, so the bench failed: ${crash}`]),
    '',
  ].join('\n');
}

const cellText = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
