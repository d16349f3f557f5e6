/** Requests as the Recording keeps them: as they were written, with no value that a user captured and none that looks secret. */
import type { RecordedRequest } from '../model/recording.ts';
import { shownPath } from '../model/without-secrets.ts';
import type { PreparedRequest } from './prepare.ts';

export function recorded(requests: readonly PreparedRequest[]): readonly RecordedRequest[] {
  const all = requests.reduce((sum, { weight }) => sum + weight, 0);
  return requests.map(({ method, path, route, weight, source, operation, sample, onlyInSequence, sized }) => ({
    method,
    path: shownPath(path),
    route: shownPath(route),
    share: weight / all,
    ...(source === undefined ? {} : { source }),
    ...(operation === undefined ? {} : { operation }),
    ...(sample === undefined ? {} : { body: sample }),
    ...(onlyInSequence === undefined ? {} : { onlyInSequence }),
    ...(sized === undefined ? {} : { size: { parameter: sized.parameter, value: sized.value } }),
  }));
}
