/** How far the application went up the climb and what gave way, in sentences of the page's language. */
import type { Breaking, Capacity } from '../../model/report-capacity.ts';
import type { Words } from '../words.ts';

export function climbSentences(capacity: Capacity, words: Words): readonly string[] {
  const { knee, breaking, curve } = capacity;
  if (curve === undefined) return [];
  const { t, rate, share, ms } = words;
  return [
    knee === undefined
      ? t('climbNone')
      : t('climbKnee', rate(knee.offered), share(knee.eventLoopUtilization)) +
        (knee.p99Ms === undefined ? '' : ` ${t('climbKneeP99', ms(knee.p99Ms))}`),
    breaking === undefined ? t('climbOut') : breakingSentence(breaking, words),
    ...bindingSentence(capacity, words),
  ];
}

function breakingSentence({ offered, limits, valid }: Breaking, { t, rate }: Words): string {
  const broke = t('climbBroke', rate(offered), limits.map((limit) => t(`limit_${limit}`)).join(', '));
  return valid ? broke : `${broke} ${t('climbDoubt')}`;
}

function bindingSentence({ bindingResource, binding = {} }: Capacity, words: Words): readonly string[] {
  if (bindingResource === undefined) return [];
  const { t, share, count, bytes } = words;
  const { hottest, waitingShare, atATime, rssGrowthBytesPerSecond } = binding;
  const details = [
    ...(hottest === undefined ? [] : [t('bindingHottest', share(hottest.share), hottest.name)]),
    ...(waitingShare === undefined ? [] : [t('bindingWaiting', share(waitingShare))]),
    ...(atATime === undefined ? [] : [t('bindingAtATime', count(atATime))]),
    ...(rssGrowthBytesPerSecond === undefined ? [] : [t('bindingRss', bytes(rssGrowthBytesPerSecond))]),
  ];
  return [`${t('bindingIs', t(`binds_${bindingResource}`))}${details.length === 0 ? '' : ` ${details.join(' ')}`}`];
}
