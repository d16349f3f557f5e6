/** What the load must not exceed: "rate=50,connections=4,seconds=60,megabytes=100". */
import type { LoadLimits } from '../model/spec.ts';
import { badCall } from './arguments.ts';

const example = 'For example: --limits rate=50,connections=4,seconds=60,megabytes=100';

const meanings: Readonly<Record<string, (value: number) => LoadLimits>> = {
  rate: (requestsPerSecond) => ({ requestsPerSecond }),
  connections: (connections) => ({ connections: Math.floor(connections) }),
  seconds: (seconds) => ({ seconds }),
  megabytes: (megabytes) => ({ bytes: megabytes * 1e6 }),
};

/** @throws FailureError badCall, which names what is wrong */
export function limitFlags(text: string | undefined): LoadLimits | undefined {
  if (text === undefined) return undefined;
  const limits = text.split(',').map((pair) => {
    const [name = '', value = '', ...more] = pair.split('=').map((part) => part.trim());
    const meaning = Object.hasOwn(meanings, name) ? meanings[name] : undefined;
    if (meaning === undefined || value === '' || more.length > 0)
      throw badCall(`--limits knows ${Object.keys(meanings).join(', ')}, each with "=", not "${pair}".`, example);
    const number = Number(value);
    if (!Number.isFinite(number) || number <= 0 || (name === 'connections' && number < 1))
      throw badCall(`--limits wants a number above 0 for ${name}, not "${value}".`, example);
    return meaning(number);
  });
  return Object.assign({}, ...limits) as LoadLimits;
}
