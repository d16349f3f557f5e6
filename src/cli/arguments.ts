/** Arguments as typed values, or a failure that says what is wrong with them. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { FailureError } from '../model/failure.ts';
import { isLoopback } from '../model/safety.ts';

export function badCall(problem: string, fix = 'See "leanscope help".'): FailureError {
  return new FailureError({ kind: 'badCall', problem, fix });
}

export function parseOptions<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    // The parser's own words name the option; only their second sentence is about its programming interface.
    throw badCall(`${error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error)}.`);
  }
}

export function positiveNumber(name: string, text: string | undefined, most = 1e12): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== '' && value > 0 && value <= most) return value;
  throw badCall(`--${name} wants a number greater than 0 and at most ${most}, not "${text}".`);
}

export function portNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = wholeNumber(text);
  if (port !== undefined && port <= 65535) return port;
  throw badCall(`--port wants a whole number from 1 to 65535, not "${text}".`);
}

export function processId(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const pid = wholeNumber(text);
  if (pid !== undefined) return pid;
  throw badCall(`--pid wants the number of a process, not "${text}".`, 'List them with "leanscope processes".');
}

/** From 1 on; undefined where the text is none. */
function wholeNumber(text: string): number | undefined {
  const value = Number(text);
  return text.trim() !== '' && Number.isSafeInteger(value) && value > 0 ? value : undefined;
}

/** @param allowedHost the one host besides this machine that the user has confirmed by name */
export function targetUrl(text: string | undefined, allowedHost: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol))
    throw badCall(`--url wants an address like http://localhost:3000, not "${text}".`);
  if (!isLoopback(url.hostname) && url.hostname !== allowedHost?.toLowerCase())
    throw badCall(
      `--url names ${url.hostname}, which is not this machine.`,
      `Synthetic load goes to loopback addresses only. Where you may load that host, confirm it by name: --allow-host ${url.hostname}`,
    );
  return text;
}

export function oneOf<T extends string>(name: string, text: string | undefined, values: readonly T[]): T | undefined {
  if (text === undefined) return undefined;
  const found = values.find((value) => value === text);
  if (found === undefined) throw badCall(`--${name} is one of ${values.join(', ')}, not "${text}".`);
  return found;
}
