/** The one-line hints beside the code. Figures that are unknown are left out. */
import * as vscode from 'vscode';
import type {
  CalledPackage,
  FiguresPer,
  FunctionAnnotation,
  LineAnnotation,
  RouteAnnotation,
} from '../model/annotation.ts';
import { figuresIn, routeName } from '../model/format.ts';

/** Made once: a formatter takes longer to make than to use a hundred times, and VS Code's language lasts as long as VS Code. */
const figures = figuresIn(vscode.env.language);

/** Own figures: what a change in this function can win, the library code it calls included. */
export function functionHint(hint: FunctionAnnotation, per: FiguresPer): string {
  const cpuMs = hint.ownCpuMsPerRequest ?? hint.selfCpuMsPerRequest;
  const about = hint.selfShare === undefined && hint.confidence === 'low' ? '≈ ' : '';
  const money = hint.ownUsdPerMillionRequests ?? hint.usdPerMillionRequests;
  const text = joined([
    cpuShare(hint, per),
    known(cpuMs, (ms) => each(figures.ms(ms), per)),
    known(hint.ownAllocationShare, (share) => vscode.l10n.t('{0} of the memory', about + figures.share(share))),
    bytes(hint.ownAllocatedBytesPerRequest ?? hint.allocatedBytesPerRequest, per),
    known(money, (usd) => usdPerMillion(usd, per)),
    known(hint.usdPerMonth, monthly),
    callees(hint),
  ]);
  return hint.hasChanged === true ? vscode.l10n.t('before the code changed: {0}', text) : text;
}

export function routeHint(hint: RouteAnnotation): string {
  const { t } = vscode.l10n;
  return joined([
    routeName(hint),
    known(hint.requestsPerSecondPerCore, (rate) => t('{0} rps/core', figures.rate(rate))),
    known(hint.cpuMsPerRequest, (ms) => figures.ms(ms)),
    known(hint.bytesOutPerRequest, (sent) => t('{0} out', figures.bytes(sent))),
    known(hint.usdPerMillionRequests, (usd) => t('{0}/M', figures.unitUsd(usd))),
    known(hint.usdPerMonth, monthly),
  ]);
}

/** "lodash cloneDeep 13%". */
export function calledHint({ name, entry, share }: CalledPackage): string {
  return `${entry === undefined ? name : `${name} ${entry}`} ${figures.share(share)}`;
}

/** More do not fit behind a line; the hover has them. */
const mostCalls = 2;

/** For those who do not see the colours: a bar for CPU, a diamond for memory; and the packages that the line calls. */
export function lineHint(hint: LineAnnotation, per: FiguresPer): string {
  return joined([
    ...(hint.calls ?? []).slice(0, mostCalls).map(calledHint),
    hint.heat >= hottest ? `▌${figures.share(hint.share)}` : undefined,
    hint.isMemoryHeavy ? known(bytes(hint.allocatedBytesPerRequest, per), (text) => `◆ ${text}`) : undefined,
  ]);
}

/** Shades from this one on have their share written out. */
const hottest = 3;

/** Of a request, of a run of a script, of what a process counts; of nothing where a profile holds all there is. */
export function each(figure: string, per: FiguresPer): string {
  const { t } = vscode.l10n;
  switch (per) {
    case 'request':
      return t('{0}/req', figure);
    case 'run':
      return t('{0}/run', figure);
    case 'second':
      return t('{0}/s', figure);
    case 'profile':
    case 'wallProfile':
      return figure;
    default:
      return `${figure}/${per.unit}`;
  }
}

export function usdPerMillion(amount: number, per: FiguresPer): string {
  const { t } = vscode.l10n;
  const usd = figures.unitUsd(amount);
  switch (per) {
    case 'request':
      return t('{0}/M req', usd);
    case 'run':
      return t('{0}/M runs', usd);
    case 'second':
      return t('{0}/M s', usd);
    case 'profile':
    case 'wallProfile':
      return usd;
    default:
      return t('{0}/M {1}', usd, per.unit);
  }
}

export function monthly(amount: number): string {
  return vscode.l10n.t('{0}/month', figures.usd(amount));
}

export function locale(): string {
  return vscode.env.language;
}

function cpuShare(
  { selfShare, ownShare = selfShare, confidence }: FunctionAnnotation,
  per: FiguresPer,
): string | undefined {
  const { t } = vscode.l10n;
  if (ownShare === undefined) return undefined;
  const share = confidence === 'low' ? `≈ ${figures.share(ownShare)}` : figures.share(ownShare);
  return per === 'wallProfile' ? t('{0} of the time', share) : t('{0} CPU', share);
}

function bytes(allocated: number | undefined, per: FiguresPer): string | undefined {
  return allocated === undefined || allocated === 0 ? undefined : each(figures.bytes(allocated), per);
}

function known<T>(value: T | undefined, show: (value: T) => string): string | undefined {
  return value === undefined ? undefined : show(value);
}

/** Worth a place on the line only where the functions called weigh as much as the function itself. */
function callees({ selfShare, ownShare = selfShare, totalShare }: FunctionAnnotation): string | undefined {
  if (totalShare === undefined || ownShare === undefined) return undefined;
  if (totalShare < 2 * ownShare || totalShare < 0.01) return undefined;
  return vscode.l10n.t('{0} with callees', figures.share(totalShare));
}

function joined(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(' · ');
}
