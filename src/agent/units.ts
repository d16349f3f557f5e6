/** Counts what the application itself counts: messages on a diagnostics channel that it names. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';

export interface Units {
  /** Since the channel was first asked for. */
  readonly count: (channel: string) => number;
  readonly stop: () => void;
}

export function countUnits(): Units {
  let watched: { readonly channel: string; published: number; readonly listener: () => void } | undefined;
  const stop = (): void => {
    if (watched !== undefined) unsubscribe(watched.channel, watched.listener);
    watched = undefined;
  };
  return {
    count: (channel) => {
      if (watched?.channel !== channel) {
        stop();
        const next = {
          channel,
          published: 0,
          listener: () => {
            next.published++;
          },
        };
        watched = next;
        subscribe(channel, next.listener);
      }
      return watched.published;
    },
    stop,
  };
}
