/** Outgoing requests, with the places that ask for them in the original source. */
import type { CallSite } from '../model/agent-protocol.ts';
import type { ProfiledCallSite, ProfiledOutgoing } from '../model/profile.ts';
import type { RecordedApp, Recording } from '../model/recording.ts';
import { pathOfUrl } from '../model/source-path.ts';
import { originOf, workspaceFile } from './place.ts';
import type { Scripts } from './script.ts';
import type { Script } from './script-place.ts';

export function placeOutgoing(
  { outgoing = [], app }: Pick<Recording, 'outgoing'> & { readonly app: Pick<RecordedApp, 'workspaceRoot'> },
  scripts: Scripts,
): readonly ProfiledOutgoing[] {
  return outgoing.map(({ callSites, ...row }): ProfiledOutgoing => {
    const { process, thread } = row;
    return {
      ...row,
      callSites: callSites.map(({ site, count }) => ({
        ...place(site, scripts.at({ process, thread }, site.url), app.workspaceRoot),
        count,
      })),
    };
  });
}

/** A script whose text nobody has is taken to be as it was written. */
function place(site: CallSite, script: Script | undefined, root: string): Omit<ProfiledCallSite, 'count'> {
  const original = script?.placeAt(site);
  const file = workspaceFile(original?.file ?? pathOfUrl(site.url), root);
  return { name: site.name, file, line: original?.line ?? site.line, origin: originOf(site.url, file).origin };
}
