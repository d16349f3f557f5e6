/** What a thread is at in a sample, by the function that is innermost in it. */
import type { ProfiledFunction } from '../model/profile.ts';

export const activities = { none: 0, gc: 1, work: 2 };

/** One of `activities`. */
export function activityIn({ meta }: ProfiledFunction): number {
  if (meta === 'idle' || meta === 'root') return activities.none;
  return meta === 'gc' ? activities.gc : activities.work;
}
