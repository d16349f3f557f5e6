/** A run's events as the text and the bar of a progress notification, and as a word for the status bar. */
import * as vscode from 'vscode';
import { formatMs, formatRate, formatShare } from '../model/format.ts';
import type { Phase, RunEvent } from '../model/progress.ts';
import { locale } from './hint-text.ts';

type Progress = vscode.Progress<{ readonly message?: string; readonly increment?: number }>;

export function progressReporter(progress: Progress, onLive: (live: string) => void): (event: RunEvent) => void {
  let phase = phaseText('starting');
  let shownFraction = 0;
  return (event) => {
    if (event.kind === 'phase') {
      phase = event.detail === undefined ? phaseText(event.phase) : `${phaseText(event.phase)}: ${event.detail}`;
      progress.report({ message: phase });
      onLive(phase);
    } else if (event.kind === 'progress') {
      // VS Code adds increments up; a fraction that falls back must not push the bar forward later.
      const increment = Math.max(0, event.fraction - shownFraction) * 100;
      shownFraction = Math.max(shownFraction, event.fraction);
      progress.report({ increment, message: [phase, ...liveFigures(event)].join(' · ') });
      onLive([phase, formatShare(Math.round(shownFraction * 100) / 100, locale())].join(' · '));
    }
  };
}

function liveFigures(event: Extract<RunEvent, { readonly kind: 'progress' }>): readonly string[] {
  const { requestsPerSecond, cpuMsPerRequest } = event;
  return [
    ...(requestsPerSecond === undefined ? [] : [vscode.l10n.t('{0} req/s', formatRate(requestsPerSecond, locale()))]),
    ...(cpuMsPerRequest === undefined
      ? []
      : [vscode.l10n.t('{0} CPU per request', formatMs(cpuMsPerRequest, locale()))]),
  ];
}

export function phaseText(phase: Phase): string {
  const { t } = vscode.l10n;
  switch (phase) {
    case 'starting':
      return t('Starting the application');
    case 'probing':
      return t('Finding routes');
    case 'warmup':
      return t('Warming up');
    case 'measuring':
      return t('Measuring CPU per request');
    case 'climbing':
      return t('Raising the load to the breaking point');
    case 'sampling':
      return t('Sampling functions');
    case 'allocation':
      return t('Sampling allocations');
    case 'knobs':
      return t('Trying settings of V8 and Node.js');
    case 'reading':
      return t('Reading sources');
    case 'computing':
      return t('Computing costs');
    case 'storing':
      return t('Storing the run');
    case 'versions':
      return t('Getting both versions ready');
    case 'comparing':
      return t('Measuring both versions');
  }
}
