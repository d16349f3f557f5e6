/** Packages in the text forms of a Report, in English: "`cloneDeep` of lodash, called by your `listOrders`, orders.ts:42". */
import {
  callerLabel,
  chainLabel,
  entryLabel,
  namedPackages,
  packageLabel,
  type NamedPackage,
} from '../model/package-labels.ts';
import type { PackageCall } from '../model/report-packages.ts';
import type { Report } from '../model/report.ts';
import { share } from './figures.ts';
import { placeOf } from './place-of.ts';

const mostPackages = 8;

export interface PackageLine {
  /** "13%" */
  readonly share: string;
  readonly text: string;
}

/** How a form of text writes what comes from the measured application. */
export interface Spelling {
  /** Of a function. */
  readonly name: (name: string) => string;
  readonly text: (text: string) => string;
}

/** Those that are worth naming; none where the Report tells of no packages. */
export function packageLines({ packages }: Report, spelling: Spelling): readonly PackageLine[] {
  if (packages === undefined) return [];
  return namedPackages(packages)
    .slice(0, mostPackages)
    .map((named) => ({ share: share(named.figure.share), text: sentenceOf(named, spelling) }));
}

function sentenceOf({ owner, call }: NamedPackage, spelling: Spelling): string {
  const label = spelling.text(packageLabel(owner));
  if (call === undefined) return `${label}, ${togetherWords(owner)}`;
  const entry = entryLabel(call);
  return `${entry === undefined ? '' : `${spelling.name(entry)} of `}${label}, ${callerWords(owner, call, spelling)}`;
}

/** No call of it is worth naming alone. */
function togetherWords({ calls, origin }: NamedPackage['owner']): string {
  return calls.every(({ caller }) => caller === undefined) ? byOthersOf(origin) : `called from ${calls.length} places`;
}

/** That Node.js calls itself would tell nothing. */
function byOthersOf(origin: NamedPackage['owner']['origin']): string {
  return origin === 'node' ? 'outside your functions' : 'called by Node.js or a framework';
}

function callerWords({ origin }: NamedPackage['owner'], call: PackageCall, spelling: Spelling): string {
  const { caller } = call;
  if (caller === undefined) {
    const chain = chainLabel(call);
    const byOthers = byOthersOf(origin);
    return chain === undefined ? byOthers : `${byOthers} (${spelling.text(chain)})`;
  }
  const name = callerLabel(call);
  const place = spelling.text(placeOf(caller));
  if (name === undefined)
    return caller.isCallSite === true ? `called at ${place}` : `called by your function at ${place}`;
  return `called by your ${spelling.name(name)}, ${place}`;
}
