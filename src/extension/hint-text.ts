/** The one-line hints beside the code. Figures that are unknown are left out. */
import * as vscode from 'vscode';
import type { FunctionAnnotation, LineAnnotation, RouteAnnotation } from '../model/annotation.ts';
import { formatBytes, formatMs, formatRate, formatShare, formatUnitUsd } from '../model/format.ts';

/** Own figures: what a change in this function can win, the library code it calls included. */
export function functionHint(hint: FunctionAnnotation): string {
  const cpuMs = hint.ownCpuMsPerRequest ?? hint.selfCpuMsPerRequest;
  const money = { usdPerMillionRequests: hint.ownUsdPerMillionRequests ?? hint.usdPerMillionRequests };
  return joined([cpuShare(hint), perRequest(cpuMs), bytes(hint), usd(money), callees(hint)]);
}

export function routeHint(hint: RouteAnnotation): string {
  const { cpuMsPerRequest, bytesOutPerRequest, requestsPerSecondPerCore } = hint;
  return joined([
    `${hint.method} ${hint.path}`,
    cpuMsPerRequest === undefined ? undefined : perRequest(cpuMsPerRequest),
    bytesOutPerRequest === undefined
      ? undefined
      : vscode.l10n.t('{0}/req out', formatBytes(bytesOutPerRequest, locale())),
    requestsPerSecondPerCore === undefined
      ? undefined
      : vscode.l10n.t('{0} req/s per core', formatRate(requestsPerSecondPerCore, locale())),
    usd(hint),
  ]);
}

/** The bar says "hot" to those who do not see the colour. */
export function lineHint(hint: LineAnnotation): string {
  return `▌${formatShare(hint.share, locale())}`;
}

export function perRequest(cpuMs: number): string {
  return vscode.l10n.t('{0}/req', formatMs(cpuMs, locale()));
}

export function usdPerMillion(amount: number): string {
  return vscode.l10n.t('{0}/M req', formatUnitUsd(amount, locale()));
}

export function locale(): string {
  return vscode.env.language;
}

function cpuShare({ selfShare, ownShare = selfShare, confidence }: FunctionAnnotation): string {
  const share = formatShare(ownShare, locale());
  return vscode.l10n.t('{0} CPU', confidence === 'low' ? `≈ ${share}` : share);
}

function bytes(hint: FunctionAnnotation): string | undefined {
  const allocated = hint.ownAllocatedBytesPerRequest ?? hint.allocatedBytesPerRequest;
  if (allocated === undefined || allocated === 0) return undefined;
  return vscode.l10n.t('{0}/req', formatBytes(allocated, locale()));
}

function usd({ usdPerMillionRequests }: { readonly usdPerMillionRequests?: number | undefined }): string | undefined {
  return usdPerMillionRequests === undefined ? undefined : usdPerMillion(usdPerMillionRequests);
}

/** Worth a place on the line only where the functions called weigh as much as the function itself. */
function callees({ selfShare, ownShare = selfShare, totalShare }: FunctionAnnotation): string | undefined {
  if (totalShare < 2 * ownShare || totalShare < 0.01) return undefined;
  return vscode.l10n.t('{0} with callees', formatShare(totalShare, locale()));
}

function joined(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(' · ');
}
