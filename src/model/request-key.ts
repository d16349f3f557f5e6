/** By which a request of one start is known as that of another: ids in paths may differ. */
import type { RecordedRequest } from './recording.ts';

export function requestKey({
  method,
  route,
  operation,
}: Pick<RecordedRequest, 'method' | 'route' | 'operation'>): string {
  return [method, route, ...(operation === undefined ? [] : [operation])].join(' ');
}
