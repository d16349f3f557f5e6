/** How far the application went up the climb and what gave way, in sentences of the page's language. */
import type { Binding, Breaking, Capacity } from '../../model/report-capacity.ts';
import type { Words } from '../words.ts';

export function climbSentences(capacity: Capacity, words: Words): readonly string[] {
  const { knee, breaking, curve } = capacity;
  if (curve === undefined) return linkSentences(capacity, words);
  const { t, rate, share, ms } = words;
  return [
    knee === undefined
      ? t('climbNone')
      : t('climbKnee', rate(knee.offered), share(knee.eventLoopUtilization)) +
        (knee.p99Ms === undefined ? '' : ` ${t('climbKneeP99', ms(knee.p99Ms))}`),
    breaking === undefined ? t('climbOut') : breakingSentence(breaking, words),
    ...bindingSentence(capacity, words),
    ...linkSentences(capacity, words),
  ];
}

function breakingSentence({ offered, limits, valid }: Breaking, { t, rate }: Words): string {
  const broke = t('climbBroke', rate(offered), limits.map((limit) => t(`limit_${limit}`)).join(', '));
  return valid ? broke : `${broke} ${t('climbDoubt')}`;
}

function linkSentences({ link }: Capacity, { t, rate }: Words): readonly string[] {
  if (link?.first !== true) return [];
  const { provider, sku, megabitsPerSecond, requestsPerSecond } = link;
  return [t('bindingLink', `${provider} ${sku}`, rate(megabitsPerSecond), rate(requestsPerSecond))];
}

function bindingSentence({ bindingResource, binding = {}, link }: Capacity, words: Words): readonly string[] {
  const here = link?.insteadOf ?? (link?.first === true ? undefined : bindingResource);
  if (here === undefined) return [];
  const { t, share, bytes } = words;
  const { hottest, gcShare, upstream, threadPool, rateLimit, waitingShare, rssGrowthBytesPerSecond } = binding;
  const details = [
    ...(hottest === undefined ? [] : [t('bindingHottest', share(hottest.share), hottest.name)]),
    ...(gcShare === undefined ? [] : [t('bindingGc', share(gcShare))]),
    ...(upstream === undefined
      ? []
      : [t('bindingUpstream', share(upstream.share), `${upstream.protocol} ${upstream.host}`)]),
    ...(threadPool === undefined ? [] : [poolSentence(threadPool, words)]),
    ...(rateLimit === undefined ? [] : [rateLimitSentence(rateLimit, words)]),
    ...(waitingShare === undefined ? [] : [t('bindingWaiting', share(waitingShare))]),
    ...atATimeSentence(binding, words),
    ...(rssGrowthBytesPerSecond === undefined ? [] : [t('bindingRss', bytes(rssGrowthBytesPerSecond))]),
  ];
  return [
    `${t(link?.insteadOf === undefined ? 'bindingIs' : 'bindingIsHere', t(`binds_${here}`))}${details.length === 0 ? '' : ` ${details.join(' ')}`}`,
  ];
}

function poolSentence(
  { busy, size, processors, inLine }: NonNullable<Binding['threadPool']>,
  { t, rate, count }: Words,
): string {
  if (inLine !== undefined) return t('bindingPoolInLine', count(size), rate(busy), rate(inLine));
  return processors === undefined
    ? t('bindingPool', rate(busy), count(size))
    : t('bindingPoolProcessors', count(size), rate(busy), count(processors));
}

function rateLimitSentence(
  { perSecond: { low, high }, status }: NonNullable<Binding['rateLimit']>,
  { t, rate }: Words,
): string {
  return status === undefined
    ? t('bindingRate', rate(low), rate(high))
    : t('bindingRefused', rate(low), rate(high), String(status));
}

function atATimeSentence({ atATime, atATimeInterval: between }: Binding, { t, rate, count }: Words): readonly string[] {
  if (atATime === undefined) return [];
  if (between === undefined) return [t('bindingAtATime', count(atATime))];
  if (between.high < 2) return [t('bindingOneAtATime')];
  return [t('bindingAtATimeBetween', count(atATime), rate(between.low), rate(between.high))];
}
