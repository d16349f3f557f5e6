/** Words of the findings. `{0}`, `{1}` … stand for values. */

export const en = {
  certain: 'certain',
  likely: 'likely',
  lookHere: 'look here',
  saves: 'saves up to {0} per request',
} as const;

export const fr: Readonly<Record<keyof typeof en, string>> = {
  certain: 'certain',
  likely: 'probable',
  lookHere: 'à regarder',
  saves: 'épargne jusqu’à {0} par requête',
};
