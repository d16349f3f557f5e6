/** Flags with which a file is opened. */
import { constants } from 'node:fs';

/** 0 where the system has none, as Windows. */
export function flagOf(name: 'O_NOFOLLOW' | 'O_NONBLOCK' | 'O_NOCTTY'): number {
  const flags: Readonly<Record<string, number | undefined>> = constants;
  return flags[name] ?? 0;
}
