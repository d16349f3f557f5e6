/** Which findings a user wants to be told: "limit=5,threshold=2%,hot-function=10%". */
import { ruleIds } from '../model/finding.ts';
import type { FindingSettings } from '../model/finding-settings.ts';
import { badCall } from './arguments.ts';

const names: readonly string[] = ['limit', 'threshold', ...ruleIds];

/** @throws FailureError badCall, which names what is wrong */
export function findingFlags(text: string | undefined): FindingSettings | undefined {
  if (text === undefined) return undefined;
  const given = Object.fromEntries(text.split(',').map(oneFlag));
  const { limit, threshold, ...rules } = given;
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1))
    throw badCall('--findings wants a whole number from 1 for limit.', 'For example: --findings limit=5');
  const thresholds = { ...rules, ...(threshold === undefined ? {} : { '*': threshold }) };
  const tooMuch = Object.values(thresholds).find((share) => !(share >= 0 && share <= 1));
  if (tooMuch !== undefined)
    throw badCall('--findings wants parts from 0 to 100 %.', 'For example: --findings threshold=2%');
  return {
    ...(limit === undefined ? {} : { limit }),
    ...(Object.keys(thresholds).length === 0 ? {} : { thresholds }),
  };
}

function oneFlag(pair: string): readonly [string, number] {
  const [name = '', value = '', ...more] = pair.split('=').map((part) => part.trim());
  if (!names.includes(name) || value === '' || more.length > 0)
    throw badCall(
      `--findings knows limit, threshold and the names of rules, each with "=", not "${pair}".`,
      'For example: --findings limit=5,threshold=2%,hot-function=10%',
    );
  return [name, value.endsWith('%') ? Number(value.slice(0, -1)) / 100 : Number(value)];
}
