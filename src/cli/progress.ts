/** Progress on stderr: a line per phase, and on a terminal a bar that moves. */
import { isatty } from 'node:tty';
import { plain } from '../model/plain-text.ts';
import type { OnProgress, Phase } from '../model/progress.ts';
import { tell, tellAsIs } from './streams.ts';

const words: Record<Phase, string> = {
  starting: 'Starting',
  probing: 'Trying each request once',
  warmup: 'Warming up',
  measuring: 'Measuring, no profiler running',
  climbing: 'Raising the load to the breaking point',
  sampling: 'Sampling CPU',
  allocation: 'Sampling allocations',
  knobs: 'Trying settings of V8 and Node.js:',
  reading: 'Reading scripts and source maps',
  computing: 'Computing',
  storing: 'Storing',
  versions: 'Getting ready:',
  comparing: 'Measuring both versions,',
};

const barWidth = 24;

export function terminalProgress(): { readonly onProgress: OnProgress; readonly end: () => void } {
  const isTerminal = isatty(2);
  let phase = '';
  const clear = (): void => {
    if (isTerminal) tellAsIs('\r\u001b[2K');
  };
  const onProgress: OnProgress = (event) => {
    if (event.kind === 'warning') {
      clear();
      tell(`! ${event.text}\n`);
    } else if (event.kind === 'phase') {
      phase = words[event.phase] + (event.detail === undefined ? '' : ` ${plain(event.detail)}`);
      clear();
      tell(`${phase}…\n`);
    } else if (isTerminal) {
      clear();
      tellAsIs(bar(event.fraction) + liveFigures(event));
    }
  };
  return { onProgress, end: clear };
}

/** A bar without phases; nothing moves where stderr is no terminal. */
export function terminalBar(title: string): { readonly show: (fraction: number) => void; readonly end: () => void } {
  const isTerminal = isatty(2);
  tell(`${title}…\n`);
  const clear = (): void => {
    if (isTerminal) tellAsIs('\r\u001b[2K');
  };
  const show = (fraction: number): void => {
    clear();
    if (isTerminal) tellAsIs(bar(fraction));
  };
  return { show, end: clear };
}

function bar(fraction: number): string {
  const filled = Math.round(fraction * barWidth);
  return `[${'#'.repeat(filled)}${'.'.repeat(barWidth - filled)}] ${Math.round(fraction * 100)} %`;
}

function liveFigures({
  requestsPerSecond,
  cpuMsPerRequest,
}: {
  readonly requestsPerSecond?: number;
  readonly cpuMsPerRequest?: number;
}): string {
  const rate = requestsPerSecond === undefined ? '' : `  ${Math.round(requestsPerSecond)} requests/s`;
  return rate + (cpuMsPerRequest === undefined ? '' : `  ${cpuMsPerRequest.toPrecision(3)} ms CPU each`);
}
