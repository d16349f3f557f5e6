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

/** Those that are worth naming; none where the Report tells of no packages. */
export function packageLines({ packages }: Report): readonly PackageLine[] {
  if (packages === undefined) return [];
  return namedPackages(packages)
    .slice(0, mostPackages)
    .map((named) => ({ share: share(named.figure.share), text: sentenceOf(named) }));
}

function sentenceOf({ owner, call }: NamedPackage): string {
  const label = packageLabel(owner);
  if (call === undefined) return `${label}, ${togetherWords(owner)}`;
  const entry = entryLabel(call);
  return `${entry === undefined ? '' : `\`${entry}\` of `}${label}, ${callerWords(call)}`;
}

/** No call of it is worth naming alone. */
function togetherWords({ calls }: NamedPackage['owner']): string {
  return calls.every(({ caller }) => caller === undefined) ? byOthers : `called from ${calls.length} places`;
}

const byOthers = 'called by Node.js or a framework';

function callerWords(call: PackageCall): string {
  const { caller } = call;
  if (caller === undefined) {
    const chain = chainLabel(call);
    return chain === undefined ? byOthers : `${byOthers} (${chain})`;
  }
  const name = callerLabel(call);
  const place = placeOf(caller);
  if (name === undefined)
    return caller.isCallSite === true ? `called at ${place}` : `called by your function at ${place}`;
  return `called by your \`${name}\`, ${place}`;
}
